package lanegrad.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanegrad.data.Nearest;
import lanegrad.model.Node.Entry;
import lanegrad.model.Node.Kind;
import lanegrad.model.Node.Mapping;
import lanegrad.model.Node.Scalar;
import org.jspecify.annotations.Nullable;

/** Finds out which thing of the catalogue is meant. */
final class Choice {
    private final Catalog catalog;
    private final Reading reading;

    Choice(Catalog catalog, Reading reading) {
        this.catalog = catalog;
        this.reading = reading;
    }

    /** The thing of a kind that a node describes, null if there is a problem. */
    @Nullable
    Object value(Class<?> kind, Node node, String path) {
        if (isSeveral(kind, node, path)) {
            return null;
        }
        for (Catalog.Line line : catalog.of(kind)) {
            if (!line.isNamed() && fits(line, node)) {
                return alone(line.type(), node, path);
            }
        }
        List<Catalog.Line> named = named(kind, node);
        if (named.isEmpty()) {
            refuse(kind, node, path);
            return null;
        }
        return make(named.getFirst(), node, path);
    }

    private boolean isSeveral(Class<?> kind, Node node, String path) {
        List<String> names = catalog.names(kind);
        List<Entry> meant = node instanceof Mapping mapping
                ? mapping.entries().stream()
                        .filter(entry -> names.contains(entry.key()))
                        .toList()
                : List.of();
        if (meant.size() < 2) {
            return false;
        }
        reading.problem(
                meant.get(1).where(),
                path,
                "%s and %s stand where one %s is expected; keep one, or begin each with '- ' in a list"
                        .formatted(meant.get(0).key(), meant.get(1).key(), Names.label(kind)));
        return true;
    }

    private boolean spells(Class<?> kind, Node node) {
        return !named(kind, node).isEmpty()
                || catalog.of(kind).stream().anyMatch(line -> !line.isNamed() && fits(line, node));
    }

    /** Whether a node spells the content of a line without a name. */
    private boolean fits(Catalog.Line line, Node node) {
        Class<?> content = line.content();
        return catalog.isKind(content)
                ? spells(content, node)
                : node instanceof Scalar scalar && Scalars.fits(content, scalar);
    }

    private @Nullable Object alone(Class<?> type, Node node, String path) {
        if (catalog.isKind(type)) {
            return value(type, node, path);
        }
        Blueprint blueprint = new Blueprint(type);
        Entry main = new Entry(blueprint.main().key(), node.where(), node);
        return reading.record(blueprint, new Mapping(List.of(main), node.where()), path, path);
    }

    /** The lines of a kind whose names are in a node. */
    private List<Catalog.Line> named(Class<?> kind, Node node) {
        List<String> names = switch (node) {
            case Scalar(Kind scalar, String text, String _) when scalar == Kind.TEXT -> List.of(text);
            case Mapping mapping -> mapping.entries().stream().map(Entry::key).toList();
            default -> List.of();
        };
        return catalog.of(kind).stream()
                .filter(line -> line.isNamed() && names.contains(line.name()))
                .toList();
    }

    private @Nullable Object make(Catalog.Line line, Node node, String path) {
        List<Entry> options = new ArrayList<>();
        Node content = new Scalar(Kind.NULL, "", node.where());
        if (node instanceof Mapping mapping) {
            for (Entry entry : mapping.entries()) {
                if (entry.key().equals(line.name())) {
                    content = entry.value();
                } else {
                    options.add(entry);
                }
            }
        }
        String below = path.isEmpty() ? line.name() : path + "." + line.name();
        if (catalog.isKind(line.type())) {
            return value(line.type(), options.isEmpty() ? content : joined(content, options), below);
        }
        Blueprint blueprint = new Blueprint(line.type());
        switch (content) {
            case Mapping inner when isOptions(inner, blueprint) -> options.addAll(0, inner.entries());
            case Scalar(Kind kind, String _, String _) when kind == Kind.NULL -> {}
            case Node value
            when blueprint.parts().isEmpty() ->
                reading.problem(
                        value.where(),
                        path,
                        "%s has no options, got %s; write it alone".formatted(line.name(), Names.describe(value)));
            case Node value -> options.addFirst(new Entry(blueprint.main().key(), value.where(), value));
        }
        return hasTwice(options, line.name(), path)
                ? null
                : reading.record(blueprint, new Mapping(options, node.where()), line.name(), below);
    }

    /** Whether a mapping gives components by key, and isn't an attempt at a list or is the map itself. */
    private static boolean isOptions(Mapping mapping, Blueprint blueprint) {
        return blueprint.parts().isEmpty()
                || (mapping.entries().isEmpty() && blueprint.required().isEmpty())
                || (blueprint.main().type() != List.class && blueprint.main().type() != Map.class)
                || mapping.entries().stream().anyMatch(entry -> blueprint.keys().contains(entry.key()));
    }

    /** {@code toy: moons} with {@code rows: 10} beside it, as {@code {moons: , rows: 10}}. */
    private static Node joined(Node content, List<Entry> options) {
        List<Entry> all = new ArrayList<>();
        switch (content) {
            case Mapping inner -> all.addAll(inner.entries());
            case Scalar(Kind kind, String text, String where)
            when kind == Kind.TEXT -> all.add(new Entry(text, where, new Scalar(Kind.NULL, "", where)));
            default -> {}
        }
        all.addAll(options);
        return new Mapping(all, content.where());
    }

    private boolean hasTwice(List<Entry> options, String name, String path) {
        Set<String> keys = new HashSet<>();
        for (Entry option : options) {
            if (!keys.add(option.key())) {
                reading.problem(option.where(), path, "'%s' is given twice in %s".formatted(option.key(), name));
                return true;
            }
        }
        return false;
    }

    private void refuse(Class<?> kind, Node node, String path) {
        List<String> names = catalog.names(kind);
        String label = Names.label(kind);
        switch (node) {
            case Scalar(Kind scalar, String text, String where)
            when scalar == Kind.TEXT -> reading.problem(where, path, Names.unknown(label, text, "", names));
            case Mapping mapping
            when !mapping.entries().isEmpty() -> {
                Entry likely = mapping.entries().stream()
                        .filter(entry -> Nearest.to(entry.key(), names).isPresent())
                        .findFirst()
                        .orElse(mapping.entries().getFirst());
                reading.problem(likely.where(), path, Names.unknown(label, likely.key(), "", names));
            }
            default ->
                reading.problem(
                        node.where(),
                        path,
                        "%s%s, got %s"
                                .formatted(path.isEmpty() ? "" : path + ": ", expected(kind), Names.describe(node)));
        }
    }

    /** {@code expected a holdout (a share, a path, csv, toy)}. */
    private String expected(Class<?> kind) {
        List<String> spellings = new ArrayList<>();
        spell(kind, spellings);
        return "expected %s (%s)".formatted(Names.aLabel(kind), String.join(", ", spellings));
    }

    private void spell(Class<?> kind, List<String> spellings) {
        for (Catalog.Line line : catalog.of(kind)) {
            if (line.isNamed()) {
                spellings.add(line.name());
            } else if (catalog.isKind(line.content())) {
                spell(line.content(), spellings);
            } else {
                spellings.add(
                        Names.withArticle(new Blueprint(line.type()).main().key()));
            }
        }
    }
}
