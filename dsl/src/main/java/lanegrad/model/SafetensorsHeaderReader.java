package lanegrad.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import lanegrad.data.DataException;
import lanegrad.model.SafetensorsHeader.Place;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON of a safetensors header, and takes nothing but what the format says. */
final class SafetensorsHeaderReader {
    private static final int MAX_RANK = 16;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(3)
                    .maxStringLength(SafetensorsHeader.MAX_LENGTH)
                    .build())
            .build();

    private final String where;
    private final JsonParser json;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Place> places = new ArrayList<>();

    private SafetensorsHeaderReader(JsonParser json, String where) {
        this.json = json;
        this.where = where;
    }

    /**
     * Reads a header.
     *
     * @throws ModelFileException if something is wrong
     */
    static SafetensorsHeader read(byte[] bytes, String where) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            SafetensorsHeaderReader reader = new SafetensorsHeaderReader(json, where);
            reader.all();
            return new SafetensorsHeader(bytes, where, reader.metadata, reader.places);
        } catch (JacksonException e) {
            String what = e.getOriginalMessage().lines().findFirst().orElse("");
            throw ModelFileException.damaged(where, "the header isn't valid: " + what);
        }
    }

    private void all() {
        expect(json.nextToken() == JsonToken.START_OBJECT, () -> "the header is no JSON object");
        Set<String> names = new HashSet<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            expect(names.add(name), () -> quote(name) + " is there twice");
            json.nextToken();
            if (name.equals(SafetensorsHeader.METADATA)) {
                texts();
            } else {
                places.add(place(name));
            }
        }
        expect(json.nextToken() == null, () -> "something follows the header's JSON");
    }

    private void texts() {
        expect(json.currentToken() == JsonToken.START_OBJECT, () -> SafetensorsHeader.METADATA + " is no object");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            expect(json.nextToken() == JsonToken.VALUE_STRING, () -> "the metadata " + quote(key) + " is no text");
            expect(metadata.put(key, json.getString()) == null, () -> "the metadata " + quote(key) + " is there twice");
        }
    }

    private Place place(String name) {
        expect(json.currentToken() == JsonToken.START_OBJECT, () -> "the tensor " + quote(name) + " is no object");
        Set<String> keys = new HashSet<>();
        String type = "";
        long[] sizes = {};
        long[] offsets = {};
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            expect(keys.add(key), () -> "the tensor %s has %s twice".formatted(quote(name), quote(key)));
            json.nextToken();
            switch (key) {
                case "dtype" -> type = json.getString();
                case "shape" -> sizes = numbers(name, MAX_RANK);
                case "data_offsets" -> offsets = numbers(name, 2);
                default -> throw damaged("the tensor %s has an unknown %s".formatted(quote(name), quote(key)));
            }
        }
        expect(keys.size() == 3 && offsets.length == 2, () -> "the tensor " + quote(name) + " isn't fully described");
        if (!type.equals("F32")) {
            throw new ModelFileException(
                    where,
                    "the tensor %s holds %s".formatted(quote(name), quote(type)),
                    "only F32 is read: convert it");
        }
        Place place = new Place(name, shape(name, sizes), offsets[0], offsets[1]);
        expect(
                place.end() - place.begin()
                        == (long) Float.BYTES * place.shape().count(),
                () -> "the tensor %s of shape %s can't reach from byte %s to %s"
                        .formatted(quote(name), place.shape(), place.begin(), place.end()));
        return place;
    }

    private long[] numbers(String name, int most) {
        expect(json.currentToken() == JsonToken.START_ARRAY, () -> "the tensor " + quote(name) + " lacks a list");
        long[] numbers = new long[most];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(
                    count < most && json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getLongValue() >= 0,
                    () -> "the tensor %s: expected at most %s whole numbers of at least 0"
                            .formatted(quote(name), most));
            numbers[count++] = json.getLongValue();
        }
        return Arrays.copyOf(numbers, count);
    }

    private Shape shape(String name, long[] sizes) {
        try {
            return Shape.of(Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray());
        } catch (ShapeException | ArithmeticException e) {
            throw damaged("the tensor %s can't have the shape %s".formatted(quote(name), Arrays.toString(sizes)));
        }
    }

    private void expect(boolean right, Supplier<String> otherwise) {
        if (!right) {
            throw damaged(otherwise.get());
        }
    }

    private ModelFileException damaged(String what) {
        return ModelFileException.damaged(where, what);
    }

    private static String quote(String text) {
        return DataException.quote(text);
    }
}
