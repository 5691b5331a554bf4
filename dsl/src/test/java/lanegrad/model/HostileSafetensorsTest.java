package lanegrad.model;

import static lanegrad.model.SafetensorsTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to do harm: each is refused at once, with a clear text, and without memory beyond its own length. */
class HostileSafetensorsTest {
    private static final String MAX = "9223372036854775807";

    static Stream<Arguments> attacks() {
        return Stream.of(
                arguments("no bytes", new byte[0], "there are only 0 bytes"),
                arguments("half a length", new byte[7], "there are only 7 bytes"),
                arguments(
                        "a length of 2^63",
                        length(Long.MIN_VALUE, 100),
                        "the header should have 9223372036854775808 bytes"),
                arguments("a length of 2^64 - 1", length(-1, 100), "the header should have 18446744073709551615 bytes"),
                arguments("a length of 2^63 - 1", length(Long.MAX_VALUE, 100), "the header should have " + MAX),
                arguments(
                        "a length beyond the end",
                        length(101, 100),
                        "the header should have 101 bytes, of 100 that follow"),
                arguments("a length of 2 GB", length(1L << 31, 100), "the header should have 2147483648 bytes"),
                arguments("a length of 0", length(0, 100), "the header should have 0 bytes"),
                arguments("no JSON", length(100, 100), "the header isn't valid"),
                arguments("JSON that isn't an object", bytes("[1, 2]"), "the header is no JSON object"),
                arguments("an open object", bytes("{\"a\":{"), "the header isn't valid"),
                arguments("something after the object", bytes("{} {}"), "something follows the header's JSON"),
                arguments("UTF-16", utf16("{}"), "the header isn't valid"),
                arguments(
                        "bytes that aren't UTF-8",
                        latin("{\"__metadata__\":{\"k\":\"\u00e4\"}}"),
                        "the header isn't valid"),
                arguments("100,000 lists", bytes("{\"a\":" + "[".repeat(100_000)), "the tensor 'a' is no object"),
                arguments("100,000 objects", bytes("{\"a\":".repeat(100_000)), "the tensor 'a' has an unknown 'a'"),
                arguments("lists in a shape", tensor("F32", "[".repeat(100_000), "[0,4]"), "nesting depth"),
                arguments("objects in a type", bytes("{\"a\":{\"dtype\":{\"a\":{\"b\":1}}}}"), "isn't valid"),
                arguments("a name twice", bytes("{\"a\":%1$s,\"a\":%1$s}".formatted(one()), 1), "'a' is there twice"),
                arguments("the texts twice", bytes("{\"__metadata__\":{},\"__metadata__\":{}}"), "is there twice"),
                arguments("a text twice", bytes("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}"), "'a' is there twice"),
                arguments("a text that is none", bytes("{\"__metadata__\":{\"a\":1}}"), "'a' is no text"),
                arguments(
                        "a part twice",
                        bytes("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}"),
                        "'a' has 'dtype' twice"),
                arguments("an unknown part", bytes("{\"a\":{\"strides\":[1]}}"), "'a' has an unknown 'strides'"),
                arguments(
                        "a part missing",
                        bytes("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 1),
                        "'a' isn't fully described"),
                arguments("no parts", bytes("{\"a\":{}}"), "'a' isn't fully described"),
                arguments("a type of two bytes", tensor("F16", "[2]", "[0,4]"), "'a' holds 'F16'; only F32 is read"),
                arguments("a type that doesn't exist", tensor("\\u0000", "[1]", "[0,4]"), "'a' holds '?'"),
                arguments("a size below 0", tensor("F32", "[-1,-1]", "[0,4]"), "whole numbers of at least 0"),
                arguments("a size of half", tensor("F32", "[0.5]", "[0,4]"), "whole numbers of at least 0"),
                arguments("a size as a text", tensor("F32", "[\"1\"]", "[0,4]"), "whole numbers of at least 0"),
                arguments("a size beyond 2^64", tensor("F32", "[99999999999999999999]", "[0,4]"), "isn't valid"),
                arguments(
                        "a size of a million digits",
                        tensor("F32", "[" + "9".repeat(1_000_000) + "]", "[0,4]"),
                        "isn't valid"),
                arguments(
                        "a shape that overflows 32 bits",
                        tensor("F32", "[65536,65536]", "[0,4]"),
                        "can't have the shape"),
                arguments(
                        "a shape that overflows 64 bits",
                        tensor("F32", "[4294967296,4294967296]", "[0,4]"),
                        "can't have the shape"),
                arguments(
                        "a shape that overflows to 1", tensor("F32", "[4294967297]", "[0,4]"), "can't have the shape"),
                arguments(
                        "8 GB in a small file",
                        tensor("F32", "[2147483647]", "[0,8589934588]"),
                        "8589934588 bytes should follow"),
                arguments(
                        "a shape of 17 axes",
                        tensor("F32", "[1" + ",1".repeat(16) + "]", "[0,4]"),
                        "at most 16 whole numbers"),
                arguments(
                        "a shape that isn't the length", tensor("F32", "[2]", "[0,4]"), "can't reach from byte 0 to 4"),
                arguments("offsets backwards", tensor("F32", "[1]", "[4,0]"), "can't reach from byte 4 to 0"),
                arguments("offsets below 0", tensor("F32", "[1]", "[-4,0]"), "whole numbers of at least 0"),
                arguments("one offset", tensor("F32", "[1]", "[4]"), "isn't fully described"),
                arguments("three offsets", tensor("F32", "[1]", "[0,4,8]"), "at most 2 whole numbers"),
                arguments(
                        "offsets beyond the end",
                        tensor("F32", "[1]", "[4,8]"),
                        "'a' begins at byte 4, but the one before it ends at 0"),
                arguments(
                        "offsets at 2^63",
                        tensor("F32", "[0]", "[%1$s,%1$s]".formatted(MAX)),
                        "'a' begins at byte " + MAX),
                arguments(
                        "tensors in one place",
                        bytes("{\"a\":%1$s,\"b\":%1$s}".formatted(one()), 1),
                        "'b' begins at byte 0"),
                arguments(
                        "tensors that overlap",
                        bytes("{\"a\":%s,\"b\":%s}".formatted(at(2, 0, 8), at(2, 4, 12)), 1, 2, 3),
                        "'b' begins at byte 4"),
                arguments(
                        "a gap",
                        bytes("{\"a\":%s,\"b\":%s}".formatted(at(1, 0, 4), at(1, 8, 12)), 1, 2, 3),
                        "'b' begins at byte 8"),
                arguments(
                        "hidden bytes at the end",
                        bytes("{\"a\":" + one() + "}", 1, 2),
                        "4 bytes should follow the header, but 8 do"),
                arguments("hidden bytes alone", bytes("{}", 1), "0 bytes should follow the header, but 4 do"),
                arguments(
                        "ours without a checksum",
                        bytes("{\"__metadata__\":{\"lanegrad\":\"1\"}}"),
                        "the checksum is missing"),
                arguments("a wrong checksum", hashed("\"lanegrad\":\"1\""), "the checksum doesn't fit the content"),
                arguments("a version of the future", hashed("\"lanegrad\":\"2\""), "this is a file of version '2'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isRefusedAtOnce(String attack, byte[] file, String message) {
        assertTimeout(
                Duration.ofSeconds(1),
                () -> assertThatExceptionOfType(ModelFileException.class)
                        .isThrownBy(() -> SafetensorsTest.read(file))
                        .withMessageStartingWith("m.safetensors: ")
                        .withMessageContaining(message)
                        .satisfies(e ->
                                assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n")));
    }

    @Test
    void manyTensorsOfNothingAreNoTrouble() throws Exception {
        String header = IntStream.range(0, 50_000)
                .mapToObj(i -> "\"%d\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}".formatted(i))
                .collect(Collectors.joining(",", "{", "}"));
        byte[] file = bytes(header);

        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertThat(SafetensorsTest.read(file).tensors()).hasSize(50_000));
    }

    /** Whatever a byte is changed to, the answer is content or a refusal, and nothing else. */
    @Test
    void changedBytesNeverCrash() throws IOException {
        byte[] file = bytes(
                "{\"__metadata__\":{\"k\":\"v\"},\"a\":%s,\"b\":%s}".formatted(at(1, 0, 4), at(2, 4, 12)), 1, 2, 3);
        Random random = new Random(7);
        for (int trial = 0; trial < 5_000; trial++) {
            byte[] altered = file.clone();
            for (int change = 0; change <= trial % 3; change++) {
                altered[random.nextInt(file.length - 12)] = (byte) random.nextInt(256);
            }
            try {
                SafetensorsTest.read(altered);
            } catch (ModelFileException _) {
                // Well refused.
            } catch (RuntimeException | Error e) {
                throw new AssertionError(Arrays.toString(altered), e);
            }
        }
    }

    private static byte[] length(long length, int follow) {
        return ByteBuffer.allocate(8 + follow)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array();
    }

    private static byte[] tensor(String type, String shape, String offsets) {
        return bytes("{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}".formatted(type, shape, offsets), 1);
    }

    private static String one() {
        return at(1, 0, 4);
    }

    private static String at(int count, long begin, long end) {
        return "{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[%d,%d]}".formatted(count, begin, end);
    }

    private static byte[] hashed(String more) {
        return bytes("{\"__metadata__\":{\"sha256\":\"%s\",%s}}".formatted("0".repeat(64), more));
    }

    private static byte[] utf16(String header) {
        return framed(header.getBytes(StandardCharsets.UTF_16LE));
    }

    private static byte[] latin(String header) {
        return framed(header.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] framed(byte[] header) {
        return ByteBuffer.allocate(8 + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }
}
