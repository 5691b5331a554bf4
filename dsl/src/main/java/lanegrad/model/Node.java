package lanegrad.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plain value with the place it was written at: what a config is before it means anything.
 *
 * <p>A place is such as {@code digits.yaml:12:5}, or empty for what no one wrote.
 */
public sealed interface Node {
    /** Where it begins. */
    String where();

    /**
     * The same with one value replaced, or added to its mapping.
     *
     * <p>A mapping is made where a single value, or nothing, is in the way: {@code optimizer: adam} with {@code
     * optimizer.adam.rate} becomes {@code optimizer: {adam: {rate: ...}}}.
     *
     * @param path keys, and the places of items from 0, with dots between them: {@code model.1.dropout}
     * @throws ConfigException if a list on the way has no such item
     */
    default Node with(String path, Node value) {
        return replace(this, path, List.of(path.split("\\.", -1)), value);
    }

    private static Node replace(Node node, String path, List<String> keys, Node value) {
        if (keys.isEmpty()) {
            return value;
        }
        String key = keys.getFirst();
        List<String> rest = keys.subList(1, keys.size());
        return switch (node) {
            case Mapping mapping -> {
                Entry old = mapping.entry(key);
                Entry from = old == null ? new Entry(key, value.where(), new Mapping(List.of(), value.where())) : old;
                yield mapping.with(new Entry(key, from.where, replace(from.value, path, rest, value)));
            }
            case Sequence sequence -> {
                List<Node> items = new ArrayList<>(sequence.items);
                int index = sequence.index(path, key, value.where());
                items.set(index, replace(items.get(index), path, rest, value));
                yield new Sequence(items, sequence.where);
            }
            case Scalar _ -> replace(new Mapping(List.of(), value.where()), path, keys, value);
        };
    }

    /** What a single value looks like. */
    enum Kind {
        /** Words, or anything in quotes. */
        TEXT,
        /** A number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        BOOL,
        /** Nothing, or {@code null}. */
        NULL
    }

    /**
     * A single value.
     *
     * @param kind what it looks like
     * @param text as it was written, but without quotes
     * @param where where it begins
     */
    record Scalar(Kind kind, String text, String where) implements Node {}

    /**
     * A list.
     *
     * @param items in order
     * @param where where it begins
     */
    record Sequence(List<Node> items, String where) implements Node {
        /** Copies the list. */
        public Sequence {
            items = List.copyOf(items);
        }

        private int index(String path, String key, String place) {
            if (key.matches("\\d{1,9}") && Integer.parseInt(key) < items.size()) {
                return Integer.parseInt(key);
            }
            String last = items.isEmpty() ? "none" : "0 to " + (items.size() - 1);
            throw new ConfigException(place, "%s: there is no item '%s'; the items are %s".formatted(path, key, last));
        }
    }

    /**
     * Values by key, in order.
     *
     * @param entries the keys are all different
     * @param where where it begins
     */
    record Mapping(List<Entry> entries, String where) implements Node {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if a key is there twice
         */
        public Mapping {
            entries = List.copyOf(entries);
            Set<String> keys = HashSet.newHashSet(entries.size());
            for (Entry entry : entries) {
                if (!keys.add(entry.key)) {
                    throw new IllegalArgumentException("the key '" + entry.key + "' is there twice");
                }
            }
        }

        /** The entry of a key, or null if there is none. */
        public @Nullable Entry entry(String key) {
            for (Entry entry : entries) {
                if (entry.key.equals(key)) {
                    return entry;
                }
            }
            return null;
        }

        private Mapping with(Entry entry) {
            List<Entry> changed = new ArrayList<>(entries);
            changed.replaceAll(old -> old.key.equals(entry.key) ? entry : old);
            if (entry(entry.key) == null) {
                changed.add(entry);
            }
            return new Mapping(changed, where);
        }
    }

    /**
     * A key and its value.
     *
     * @param key the key
     * @param where where the key begins
     * @param value the value
     */
    record Entry(String key, String where, Node value) {}
}
