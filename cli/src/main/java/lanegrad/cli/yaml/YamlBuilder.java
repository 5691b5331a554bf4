package lanegrad.cli.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lanegrad.data.DataException;
import lanegrad.model.ConfigException;
import lanegrad.model.Json;
import lanegrad.model.Node;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Builds plain values from YAML events, with a stack of its own, so that no nesting is too deep for it to refuse. */
final class YamlBuilder {
    private static final ScalarResolver CORE = new CoreSchema().getScalarResolver();

    private final Function<Mark, String> place;
    private final Deque<Level> open = new ArrayDeque<>();
    private @Nullable Node result;

    /** A list or mapping whose end hasn't come yet. */
    private static final class Level {
        final String where;
        final boolean isMapping;
        final List<Node> items = new ArrayList<>();
        final List<Node.Entry> entries = new ArrayList<>();
        final Set<String> keys = new HashSet<>();
        Node.@Nullable Scalar key;

        Level(String where, boolean isMapping) {
            this.where = where;
            this.isMapping = isMapping;
        }
    }

    YamlBuilder(Function<Mark, String> place) {
        this.place = place;
    }

    /** The value, or nothing if there was none. */
    Optional<Node> result() {
        return Optional.ofNullable(result);
    }

    void accept(Event event) {
        String where = event.getStartMark().map(place).orElse("");
        switch (event.getEventId()) {
            case Alias -> throw refused(where, "*" + ((AliasEvent) event).getAlias(), "aliases");
            case Scalar -> scalar((ScalarEvent) event, where);
            case SequenceStart, MappingStart -> start((CollectionStartEvent) event, where);
            case SequenceEnd -> {
                Level level = open.pop();
                add(new Node.Sequence(level.items, level.where));
            }
            case MappingEnd -> {
                Level level = open.pop();
                add(new Node.Mapping(level.entries, level.where));
            }
            case DocumentStart -> {
                if (result != null) {
                    throw new ConfigException(where, "a second document begins here; a config is one document");
                }
            }
            case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        }
    }

    private void start(CollectionStartEvent event, String where) {
        requirePlain(event, event.getTag(), where);
        Level level = open.peek();
        if (level != null && level.isMapping && level.key == null) {
            throw new ConfigException(
                    where, "a list or mapping can't be a key; put a text that looks like one in quotes");
        }
        if (open.size() == Json.MAX_DEPTH) {
            throw new ConfigException(where, "nested deeper than %d levels".formatted(Json.MAX_DEPTH));
        }
        open.push(new Level(where, event instanceof MappingStartEvent));
    }

    private void scalar(ScalarEvent event, String where) {
        requirePlain(event, event.getTag(), where);
        String text = event.getValue();
        Node.Kind kind = event.isPlain() ? kind(text) : Node.Kind.TEXT;
        if (open.isEmpty() && kind == Node.Kind.NULL && text.isEmpty()) {
            return; // a document without content
        }
        add(new Node.Scalar(kind, text, where));
    }

    private static Node.Kind kind(String text) {
        Tag tag = CORE.resolve(text, true);
        if (tag.equals(Tag.NULL)) {
            return Node.Kind.NULL;
        }
        if (tag.equals(Tag.BOOL)) {
            return Node.Kind.BOOL;
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? Node.Kind.NUMBER : Node.Kind.TEXT;
    }

    private void add(Node node) {
        Level level = open.peek();
        if (level == null) {
            result = node;
        } else if (!level.isMapping) {
            level.items.add(node);
        } else if (level.key == null) {
            level.key = key(level, (Node.Scalar) node);
        } else {
            level.entries.add(new Node.Entry(level.key.text(), level.key.where(), node));
            level.key = null;
        }
    }

    private static Node.Scalar key(Level level, Node.Scalar key) {
        if (key.kind() == Node.Kind.NULL) {
            throw new ConfigException(key.where(), "a key is missing before ':'");
        }
        if (!level.keys.add(key.text())) {
            throw new ConfigException(
                    key.where(), "the key %s is there twice; remove one".formatted(DataException.quote(key.text())));
        }
        return key;
    }

    private static void requirePlain(NodeEvent event, Optional<String> tag, String where) {
        if (event.getAnchor().isPresent()) {
            throw refused(where, "&" + event.getAnchor().get(), "anchors");
        }
        if (tag.isPresent()) {
            throw refused(where, tag.get(), "tags");
        }
    }

    private static ConfigException refused(String where, String what, String plural) {
        return new ConfigException(
                where,
                "%s can't be used in a config, got %s; write the value itself, or put a text in quotes"
                        .formatted(plural, DataException.quote(what)));
    }
}
