package lanegrad.model;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanegrad.model.Node.Entry;
import lanegrad.model.Node.Kind;
import lanegrad.model.Node.Mapping;
import lanegrad.model.Node.Scalar;
import lanegrad.model.Node.Sequence;
import org.jspecify.annotations.Nullable;

/** Describes values. */
final class Writing {
    private final Catalog catalog;

    Writing(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The node of a value where a type is wanted. */
    Node node(Type type, @Nullable Object value) {
        Class<?> raw = type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
        if (value == null) {
            return new Scalar(Kind.NULL, "null", "");
        }
        if (catalog.isKind(raw)) {
            return named(raw, value);
        }
        return switch (value) {
            case List<?> items -> {
                List<Node> nodes = new ArrayList<>();
                items.forEach(item -> nodes.add(node(Reading.argument(type, 0), item)));
                yield new Sequence(nodes, "");
            }
            case Map<?, ?> map -> {
                List<Entry> entries = new ArrayList<>();
                map.forEach((key, item) ->
                        entries.add(new Entry(String.valueOf(key), "", node(Reading.argument(type, 1), item))));
                yield new Mapping(entries, "");
            }
            case Record record -> new Mapping(entries(record), "");
            default -> Scalars.node(value);
        };
    }

    private List<Entry> entries(Object record) {
        Blueprint blueprint = new Blueprint(record.getClass());
        List<Entry> entries = new ArrayList<>();
        for (Blueprint.Part part : blueprint.parts()) {
            entries.add(new Entry(part.key(), "", node(part.generic(), blueprint.get(part, record))));
        }
        return entries;
    }

    private Node named(Class<?> kind, Object value) {
        Catalog.Line line = line(kind, value);
        boolean isInner = catalog.isKind(line.type());
        if (!line.isNamed()) {
            return isInner
                    ? node(line.type(), value)
                    : entries(value).getFirst().value();
        }
        if (isInner) {
            return new Mapping(List.of(new Entry(line.name(), "", node(line.type(), value))), "");
        }
        List<Entry> entries = entries(value);
        if (entries.isEmpty()) {
            return new Scalar(Kind.TEXT, line.name(), "");
        }
        Node first = entries.getFirst().value();
        boolean isShort = entries.size() == 1 && !(first instanceof Mapping) && !isNull(first);
        return new Mapping(List.of(new Entry(line.name(), "", isShort ? first : new Mapping(entries, ""))), "");
    }

    private static boolean isNull(Node node) {
        return node instanceof Scalar scalar && scalar.kind() == Kind.NULL;
    }

    /** The line that spells a value; the ones with a name first, for only they can spell all of it. */
    private Catalog.Line line(Class<?> kind, Object value) {
        List<Catalog.Line> lines = catalog.of(kind).stream()
                .filter(line -> line.type() == value.getClass()
                        || (catalog.isKind(line.type()) && line.type().isInstance(value)))
                .toList();
        return lines.stream()
                .filter(Catalog.Line::isNamed)
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .orElseThrow(() ->
                        new IllegalArgumentException("the catalogue has no name for the %s %s; add it with Catalog.with"
                                .formatted(Names.label(kind), value)));
    }
}
