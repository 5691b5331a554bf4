package lanegrad.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanegrad.model.Json;
import lanegrad.model.Node;
import lanegrad.model.Node.Entry;
import lanegrad.model.Node.Kind;
import lanegrad.model.Node.Mapping;
import lanegrad.model.Node.Scalar;
import lanegrad.model.Node.Sequence;
import org.jspecify.annotations.Nullable;

/** Maps, lists, texts and numbers as nodes and as JSON. */
public final class Plain {
    private Plain() {}

    /**
     * The node of a value; numbers that JSON can't spell (not a number, the infinities) become nothing.
     *
     * @throws IllegalArgumentException if something in it is neither a map, a list, a text, a number, a boolean, a node nor
     *     null
     */
    public static Node node(@Nullable Object value) {
        return switch (value) {
            case null -> new Scalar(Kind.NULL, "null", "");
            case Node node -> node;
            case Map<?, ?> map -> {
                List<Entry> entries = new ArrayList<>();
                map.forEach((key, inner) -> entries.add(new Entry(String.valueOf(key), "", node(inner))));
                yield new Mapping(entries, "");
            }
            case Iterable<?> list -> {
                List<Node> items = new ArrayList<>();
                list.forEach(item -> items.add(node(item)));
                yield new Sequence(items, "");
            }
            case String text -> new Scalar(Kind.TEXT, text, "");
            case Boolean flag -> new Scalar(Kind.BOOL, flag.toString(), "");
            case Number number when !Double.isFinite(number.doubleValue()) -> node(null);
            case Number number -> new Scalar(Kind.NUMBER, number.toString(), "");
            default -> throw new IllegalArgumentException("no plain value: a " + value.getClass());
        };
    }

    /** A value as JSON on one line. */
    public static String json(@Nullable Object value) {
        return Json.write(node(value));
    }
}
