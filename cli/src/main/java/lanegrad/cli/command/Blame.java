package lanegrad.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lanegrad.model.Node;
import lanegrad.model.Node.Entry;
import lanegrad.model.Node.Mapping;
import lanegrad.model.Node.Sequence;
import lanegrad.nn.LayerException;

/** Finds the place in a config that is to blame for what went wrong later. */
final class Blame {
    private static final Pattern FIRST_WORD = Pattern.compile("[a-z-]+");

    private Blame() {}

    /** Where the layer is that doesn't fit, or else where the key has its value that the message begins with. */
    static Optional<String> where(Node config, IllegalArgumentException e) {
        if (e instanceof LayerException fault && config instanceof Mapping mapping && mapping.entry("model") != null) {
            return Optional.of(
                    layer(mapping.entry("model").value(), fault.path()).where());
        }
        Matcher word = FIRST_WORD.matcher(String.valueOf(e.getMessage()));
        return word.lookingAt()
                ? entries(config, word.group())
                        .findFirst()
                        .map(entry -> entry.value().where())
                : Optional.empty();
    }

    /** The layer at a path such as {@code 2.residual, 0.dense}, or what is there of the way to it. */
    private static Node layer(Node layers, List<String> path) {
        Node node = layers;
        for (String place : path) {
            int index = Integer.parseInt(place.split("\\.", 2)[0]);
            Optional<Sequence> list = lists(node).findFirst();
            if (list.isEmpty() || index >= list.get().items().size()) {
                return node;
            }
            node = list.get().items().get(index);
        }
        return node;
    }

    /** A list itself; or those in the values of a mapping, as in {@code residual: [..]} and {@code shared: {layers: [..]}}. */
    private static Stream<Sequence> lists(Node node) {
        return switch (node) {
            case Sequence list -> Stream.of(list);
            case Mapping mapping -> mapping.entries().stream().flatMap(entry -> lists(entry.value()));
            case Node.Scalar _ -> Stream.empty();
        };
    }

    private static Stream<Entry> entries(Node node, String key) {
        return switch (node) {
            case Sequence list -> list.items().stream().flatMap(item -> entries(item, key));
            case Mapping mapping ->
                mapping.entries().stream()
                        .flatMap(entry -> entry.key().equals(key) ? Stream.of(entry) : entries(entry.value(), key));
            case Node.Scalar _ -> Stream.empty();
        };
    }
}
