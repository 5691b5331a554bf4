package lanegrad.model;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanegrad.data.Nearest;
import lanegrad.model.ConfigException.Problem;
import lanegrad.model.Node.Entry;
import lanegrad.model.Node.Kind;
import lanegrad.model.Node.Mapping;
import lanegrad.model.Node.Scalar;
import lanegrad.model.Node.Sequence;
import org.jspecify.annotations.Nullable;

/** One description being read; what is wrong is collected, so that all of it can be told at once. */
final class Reading {
    /** Whoever has that many has another problem. */
    private static final int MAX_PROBLEMS = 50;

    private final Catalog catalog;
    private final List<Problem> problems = new ArrayList<>();

    Reading(Catalog catalog) {
        this.catalog = catalog;
    }

    List<Problem> problems() {
        return problems;
    }

    void problem(String where, String path, String what) {
        problems.add(new Problem(where.isEmpty() ? path : where, what));
    }

    private boolean isHopeless() {
        return problems.size() >= MAX_PROBLEMS;
    }

    /** The value of a type that a node describes, null if there is a problem. */
    @Nullable
    Object value(Type type, Node node, String path) {
        Class<?> raw = type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
        if (catalog.isKind(raw)) {
            return new Choice(catalog, this).value(raw, node, path);
        }
        if (raw == List.class) {
            return list(argument(type, 0), node, path);
        }
        if (raw == Map.class) {
            return map(argument(type, 1), node, path);
        }
        if (raw.isRecord()) {
            return block(raw, node, path);
        }
        try {
            return Scalars.parse(raw, node);
        } catch (IllegalArgumentException e) {
            problem(node.where(), path, (path.isEmpty() ? "" : path + ": ") + e.getMessage());
            return null;
        }
    }

    static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private @Nullable Object list(Type element, Node node, String path) {
        return switch (node) {
            case Sequence sequence -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (int i = 0; i < sequence.items().size() && !isHopeless(); i++) {
                    items.add(value(element, sequence.items().get(i), path + "." + i));
                }
                yield Collections.unmodifiableList(items);
            }
            case Scalar scalar
            when scalar.kind() != Kind.NULL -> {
                Object item = value(element, scalar, path);
                yield item == null ? null : List.of(item);
            }
            default -> {
                problem(
                        node.where(),
                        path,
                        "%s: expected a list, got %s; write each item on a line of its own after '- '"
                                .formatted(path, Names.describe(node)));
                yield null;
            }
        };
    }

    private @Nullable Object map(Type element, Node node, String path) {
        if (!(node instanceof Mapping mapping)) {
            problem(node.where(), path, "%s: expected 'key: value', got %s".formatted(path, Names.describe(node)));
            return null;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            if (isHopeless()) {
                return null;
            }
            values.put(entry.key(), value(element, entry.value(), path + "." + entry.key()));
        }
        return Collections.unmodifiableMap(values);
    }

    private @Nullable Object block(Class<?> type, Node node, String path) {
        Blueprint blueprint = new Blueprint(type);
        if (node instanceof Mapping mapping) {
            return record(blueprint, mapping, path, path);
        }
        problem(
                node.where(),
                path,
                "%sexpected 'key: value', got %s; the keys are %s"
                        .formatted(
                                path.isEmpty() ? "" : path + ": ",
                                Names.describe(node),
                                String.join(", ", blueprint.keys())));
        return null;
    }

    /**
     * The record that a mapping describes.
     *
     * @param name what the record is called in messages
     */
    @Nullable
    Object record(Blueprint blueprint, Mapping mapping, String name, String path) {
        int before = problems.size();
        List<String> keys = blueprint.keys();
        @Nullable Object[] values = new @Nullable Object[keys.size()];
        for (Entry entry : mapping.entries()) {
            int i = keys.indexOf(entry.key());
            if (isHopeless()) {
                return null;
            } else if (i < 0) {
                problem(entry.where(), path, Names.unknown("key", entry.key(), name, keys));
            } else if (!isNull(entry.value())) {
                String below = path.isEmpty() ? entry.key() : path + "." + entry.key();
                values[i] = value(blueprint.parts().get(i).generic(), entry.value(), below);
            }
        }
        for (String key : blueprint.required()) {
            Entry entry = mapping.entry(key);
            if (entry != null && isNull(entry.value())) {
                problem(entry.where(), path, "missing value of '%s'%s".formatted(key, in(name)));
            } else if (entry == null && !isMisspelt(key, mapping, keys)) {
                problem(mapping.where(), path, "missing key '%s'%s; add `%s: ...`".formatted(key, in(name), key));
            }
        }
        return problems.size() > before ? null : complete(blueprint, mapping, values, path);
    }

    private static String in(String name) {
        return name.isEmpty() ? "" : " in " + name;
    }

    /** Whether an unknown key was probably meant to be this one, which needs no second complaint. */
    private static boolean isMisspelt(String key, Mapping mapping, List<String> keys) {
        return mapping.entries().stream()
                .map(Entry::key)
                .anyMatch(given -> !keys.contains(given)
                        && Nearest.to(given, keys).filter(key::equals).isPresent());
    }

    private @Nullable Object complete(Blueprint blueprint, Mapping mapping, @Nullable Object[] values, String path) {
        try {
            Object example = blueprint.example(values);
            for (int i = 0; i < values.length; i++) {
                Blueprint.Part part = blueprint.parts().get(i);
                if (values[i] == null) {
                    values[i] = blueprint.get(part, example);
                    Entry entry = mapping.entry(part.key());
                    if (entry != null && values[i] != null) {
                        problem(
                                entry.where(),
                                path,
                                "missing value of '%s'; leave out the key for the default".formatted(part.key()));
                    }
                }
            }
            return blueprint.make(values);
        } catch (IllegalArgumentException e) {
            problem(culprit(mapping, String.valueOf(e.getMessage())), path, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static boolean isNull(Node node) {
        return node instanceof Scalar scalar && scalar.kind() == Kind.NULL;
    }

    /** Where the value begins whose key the message names first, else the whole. */
    private static String culprit(Mapping mapping, String message) {
        String where = mapping.where();
        int first = message.length();
        for (Entry entry : mapping.entries()) {
            Matcher matcher = Pattern.compile("(?<![\\w-])" + Pattern.quote(entry.key()) + "(?![\\w-])")
                    .matcher(message);
            if (matcher.find() && matcher.start() < first) {
                first = matcher.start();
                where = entry.value().where();
            }
        }
        return where;
    }
}
