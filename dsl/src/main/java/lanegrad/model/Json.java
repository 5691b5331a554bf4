package lanegrad.model;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lanegrad.data.DataException;
import lanegrad.model.Node.Entry;
import lanegrad.model.Node.Kind;
import lanegrad.model.Node.Mapping;
import lanegrad.model.Node.Scalar;
import lanegrad.model.Node.Sequence;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** JSON as plain values, and back (RFC 8259). */
public final class Json {
    /** How deep lists and mappings may be nested. */
    public static final int MAX_DEPTH = 64;

    private static final int MAX_VALUES = 1_000_000;
    private static final String NUMBER = "-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?";
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(2 * MAX_VALUES)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Json() {}

    /**
     * Reads a text.
     *
     * @param where the place of all values, such as the file's name
     * @throws ConfigException if it isn't JSON, has a key twice, is nested deeper than {@link #MAX_DEPTH} or has more than
     *     a million values
     */
    public static Node read(String text, String where) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new ConfigException(where, "expected JSON, got nothing");
            }
            Node node = value(parser, where);
            if (parser.nextToken() != null) {
                throw new ConfigException(where, "something follows after the JSON value");
            }
            return node;
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            String at = place == null ? "" : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
            String what = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new ConfigException(where, "not valid JSON%s: %s".formatted(at, what));
        }
    }

    private static Node value(JsonParser parser, String where) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, where);
            case START_ARRAY -> {
                List<Node> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser, where));
                }
                yield new Sequence(items, where);
            }
            case VALUE_STRING -> new Scalar(Kind.TEXT, parser.getString(), where);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(Kind.BOOL, parser.getString(), where);
            case VALUE_NULL -> new Scalar(Kind.NULL, "null", where);
            default -> new Scalar(Kind.NUMBER, parser.getString(), where);
        };
    }

    private static Mapping mapping(JsonParser parser, String where) {
        List<Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (!keys.add(key)) {
                throw new ConfigException(where, "the key " + DataException.quote(key) + " is there twice");
            }
            parser.nextToken();
            entries.add(new Entry(key, where, value(parser, where)));
        }
        return new Mapping(entries, where);
    }

    /**
     * Writes a node on one line.
     *
     * @throws IllegalArgumentException if a number is none in JSON, such as {@code .inf}
     */
    public static String write(Node node) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(node, generator);
        }
        return text.toString();
    }

    private static void write(Node node, JsonGenerator generator) {
        switch (node) {
            case Mapping mapping -> {
                generator.writeStartObject();
                for (Entry entry : mapping.entries()) {
                    generator.writeName(entry.key());
                    write(entry.value(), generator);
                }
                generator.writeEndObject();
            }
            case Sequence sequence -> {
                generator.writeStartArray();
                sequence.items().forEach(item -> write(item, generator));
                generator.writeEndArray();
            }
            case Scalar(Kind kind, String text, String _) -> {
                switch (kind) {
                    case TEXT -> generator.writeString(text);
                    case BOOL -> generator.writeBoolean(Boolean.parseBoolean(text));
                    case NULL -> generator.writeNull();
                    case NUMBER -> {
                        if (!text.matches(NUMBER)) {
                            throw new IllegalArgumentException("JSON has no such number: " + text);
                        }
                        generator.writeNumber(text);
                    }
                }
            }
        }
    }
}
