package lanegrad.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import lanegrad.tensor.Tensor;

/**
 * Named tensors and texts in one file of the safetensors format: 8 bytes with the length of a JSON header in
 * little-endian order, the header, the floats of one tensor after the other.
 *
 * <p>The same content gives the same bytes. The texts get two more entries: {@code lanegrad}, the version of this layout,
 * and {@code sha256}, the hash of the whole file in which that value is zeros. A reader checks it, so that no changed
 * byte goes unnoticed. Files of other programs have neither and are read without that check.
 *
 * @param metadata texts by name
 * @param tensors by name, in the order of the header
 */
public record Safetensors(Map<String, String> metadata, SequencedMap<String, Tensor> tensors) {
    private static final int CHUNK = 1 << 16;

    /** Copies the maps. */
    public Safetensors {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
    }

    /**
     * Writes a file, or replaces it; it is there entirely or not at all.
     *
     * @throws IllegalArgumentException if a name is taken: {@code lanegrad} and {@code sha256} for texts, {@code
     *     __metadata__} for tensors
     * @throws UncheckedIOException if the disk is full, not writable or broken
     */
    public void write(Path file) {
        byte[] header = SafetensorsHeader.write(metadata, tensors);
        MessageDigest digest = sha256();
        try {
            pour(header, digest::update);
            SafetensorsHeader.setHash(header, HexFormat.of().formatHex(digest.digest()));
            AtomicFile.write(
                    file,
                    channel -> pour(header, bytes -> {
                        while (bytes.hasRemaining()) {
                            channel.write(bytes);
                        }
                    }));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": can't be written: " + e, e);
        }
    }

    private interface Sink {
        void accept(ByteBuffer bytes) throws IOException;
    }

    private void pour(byte[] header, Sink sink) throws IOException {
        ByteBuffer chunk = chunk();
        sink.accept(chunk.putLong(header.length).flip());
        sink.accept(ByteBuffer.wrap(header));
        for (Tensor tensor : tensors.values()) {
            float[] data = tensor.data();
            for (int from = 0; from < data.length; from += CHUNK / Float.BYTES) {
                int count = Math.min(CHUNK / Float.BYTES, data.length - from);
                chunk.clear().limit(count * Float.BYTES);
                chunk.asFloatBuffer().put(data, from, count);
                sink.accept(chunk);
            }
        }
    }

    /**
     * Reads a file and checks it.
     *
     * @throws ModelFileException if it isn't there, can't be read, isn't a safetensors file of floats, or isn't what was
     *     written
     */
    public static Safetensors read(Path file) {
        String where = file.toString();
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ModelFileException(where, "this is no file", "name the file, such as model.safetensors");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return read(channel, channel.size(), where);
        } catch (NoSuchFileException e) {
            throw new ModelFileException(where, "there is no such file", "check the path", e);
        } catch (IOException e) {
            throw new ModelFileException(where, "can't be read: " + e, "check the disk and the permissions", e);
        }
    }

    static Safetensors read(ReadableByteChannel channel, long size, String where) throws IOException {
        if (size < Long.BYTES) {
            throw ModelFileException.damaged(where, "there are only " + size + " bytes");
        }
        MessageDigest digest = sha256();
        ByteBuffer chunk = chunk().limit(Long.BYTES);
        fill(channel, chunk, where);
        digest.update(chunk.duplicate());
        long length = chunk.getLong();
        if (length < 2 || length > Math.min(size - Long.BYTES, SafetensorsHeader.MAX_LENGTH)) {
            throw ModelFileException.damaged(
                    where,
                    "the header should have %s bytes, of %s that follow"
                            .formatted(Long.toUnsignedString(length), size - Long.BYTES));
        }
        ByteBuffer text = ByteBuffer.allocate((int) length);
        fill(channel, text, where);
        SafetensorsHeader header = SafetensorsHeaderReader.read(text.array(), where);
        header.check(size - Long.BYTES - length);
        digest.update(header.unhashed());

        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        header.places().forEach(place -> tensors.put(place.name(), Tensor.zeros(place.shape())));
        for (SafetensorsHeader.Place place : header.inFileOrder()) {
            float[] data = Objects.requireNonNull(tensors.get(place.name())).data();
            for (int from = 0; from < data.length; from += CHUNK / Float.BYTES) {
                int count = Math.min(CHUNK / Float.BYTES, data.length - from);
                fill(channel, chunk.clear().limit(count * Float.BYTES), where);
                digest.update(chunk.duplicate());
                chunk.asFloatBuffer().get(data, from, count);
            }
        }
        header.checkHash(HexFormat.of().formatHex(digest.digest()));
        return new Safetensors(header.metadata(), tensors);
    }

    private static void fill(ReadableByteChannel channel, ByteBuffer bytes, String where) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw ModelFileException.damaged(where, "the file became shorter while it was read");
            }
        }
        bytes.flip();
    }

    private static ByteBuffer chunk() {
        return ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
