package lanegrad.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import lanegrad.data.DataException;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The header of a safetensors file: texts, and where in the file each tensor is. */
final class SafetensorsHeader {
    /** The format's own limit. */
    static final int MAX_LENGTH = 100_000_000;

    static final String METADATA = "__metadata__";
    private static final String VERSION_KEY = "lanegrad";
    private static final String VERSION = "1";
    private static final String HASH_KEY = "sha256";
    private static final int HASH_LENGTH = 64;
    /** What a header of ours begins with, so that the hash has a fixed place. */
    private static final byte[] START =
            "{\"%s\":{\"%s\":\"".formatted(METADATA, HASH_KEY).getBytes(UTF_8);

    private static final JsonFactory FACTORY = new JsonFactory();

    private final String where;
    private final byte[] bytes;
    private final Map<String, String> metadata;
    private final List<Place> places;

    /**
     * Where a tensor is.
     *
     * @param begin its first byte in what follows the header
     * @param end the byte after its last
     */
    record Place(String name, Shape shape, long begin, long end) {}

    SafetensorsHeader(byte[] bytes, String where, Map<String, String> metadata, List<Place> places) {
        this.bytes = bytes;
        this.where = where;
        this.metadata = metadata;
        this.places = places;
    }

    /** The header of some content, with zeros for the hash and spaces up to a multiple of 8 bytes. */
    static byte[] write(Map<String, String> metadata, SequencedMap<String, Tensor> tensors) {
        for (String name : List.of(HASH_KEY, VERSION_KEY)) {
            requireFree(name, metadata);
        }
        requireFree(METADATA, tensors);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeObjectPropertyStart(METADATA);
            json.writeStringProperty(HASH_KEY, "0".repeat(HASH_LENGTH));
            json.writeStringProperty(VERSION_KEY, VERSION);
            metadata.forEach(json::writeStringProperty);
            json.writeEndObject();
            long begin = 0;
            for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
                int[] sizes = tensor.getValue().shape().sizes();
                long end = begin + (long) Float.BYTES * tensor.getValue().count();
                json.writeObjectPropertyStart(tensor.getKey());
                json.writeStringProperty("dtype", "F32");
                json.writeName("shape").writeArray(sizes, 0, sizes.length);
                json.writeName("data_offsets").writeArray(new long[] {begin, end}, 0, 2);
                json.writeEndObject();
                begin = end;
            }
            json.writeEndObject();
        }
        byte[] header = Arrays.copyOf(bytes.toByteArray(), -8 & (bytes.size() + 7));
        Arrays.fill(header, bytes.size(), header.length, (byte) ' ');
        return header;
    }

    private static void requireFree(String name, Map<String, ?> map) {
        if (map.containsKey(name)) {
            throw new IllegalArgumentException("the name '" + name + "' is taken by the file itself");
        }
    }

    static void setHash(byte[] header, String hash) {
        System.arraycopy(hash.getBytes(UTF_8), 0, header, START.length, HASH_LENGTH);
    }

    /**
     * Checks that the tensors fill what follows without gap or overlap, and that the version is known.
     *
     * @param rest the number of bytes after the header
     * @throws ModelFileException otherwise
     */
    void check(long rest) {
        long end = 0;
        for (Place place : inFileOrder()) {
            if (place.begin != end) {
                throw damaged("the tensor %s begins at byte %s, but the one before it ends at %s"
                        .formatted(DataException.quote(place.name), place.begin, end));
            }
            end = place.end;
        }
        if (end != rest) {
            throw damaged("%s bytes should follow the header, but %s do".formatted(end, rest));
        }
        String version = metadata.get(VERSION_KEY);
        if (version != null && !isHashed()) {
            throw damaged("the checksum is missing");
        }
        if (version != null && !version.equals(VERSION)) {
            throw new ModelFileException(
                    where,
                    "this is a file of version " + DataException.quote(version),
                    "read it with the Lanegrad that wrote it");
        }
    }

    private boolean isHashed() {
        int hashed = START.length + HASH_LENGTH;
        return bytes.length > hashed
                && bytes[hashed] == '"'
                && Arrays.equals(START, Arrays.copyOf(bytes, START.length));
    }

    /** The bytes that the hash is taken of. */
    byte[] unhashed() {
        byte[] zeroed = bytes.clone();
        if (isHashed()) {
            setHash(zeroed, "0".repeat(HASH_LENGTH));
        }
        return zeroed;
    }

    /**
     * Compares hashes.
     *
     * @throws ModelFileException if the file tells another
     */
    void checkHash(String hash) {
        if (isHashed() && !hash.equals(metadata.get(HASH_KEY))) {
            throw damaged("the checksum doesn't fit the content");
        }
    }

    /** The texts without those about the file itself. */
    Map<String, String> metadata() {
        Map<String, String> texts = new LinkedHashMap<>(metadata);
        if (isHashed()) {
            texts.remove(HASH_KEY);
            texts.remove(VERSION_KEY);
        }
        return texts;
    }

    /** The tensors in the order of the header. */
    List<Place> places() {
        return places;
    }

    /** The tensors in the order of the file. */
    List<Place> inFileOrder() {
        return places.stream()
                .sorted(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end))
                .toList();
    }

    private ModelFileException damaged(String what) {
        return ModelFileException.damaged(where, what);
    }
}
