package lanegrad.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    private static Safetensors example() {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("w", Tensor.of(Shape.of(2, 3), 1, -2, 3.5f, -0.0f, Float.MIN_VALUE, Float.MAX_VALUE));
        tensors.put("none", Tensor.zeros(Shape.of(0, 7)));
        tensors.put("a \"bias\"", Tensor.scalar(0.1f));
        return new Safetensors(Map.of("spec", "{\"é\": \"x\"}\n", "empty", ""), tensors);
    }

    private Path written(Safetensors content) {
        Path file = folder.resolve("model.safetensors");
        content.write(file);
        return file;
    }

    @Test
    void whatIsWrittenIsRead() {
        Safetensors read = Safetensors.read(written(example()));

        assertThat(read.metadata()).isEqualTo(example().metadata());
        assertThat(read.tensors().keySet()).containsExactly("w", "none", "a \"bias\"");
        example().tensors().forEach((name, tensor) -> {
            assertThat(read.tensors().get(name).shape()).isEqualTo(tensor.shape());
            assertThat(read.tensors().get(name).data()).containsExactly(tensor.data());
        });
    }

    @Test
    void manyFloatsAreReadInPieces() {
        Tensor large = Tensor.zeros(Shape.of(333, 333));
        Arrays.setAll(new Object[large.count()], i -> large.data()[i] = Float.intBitsToFloat(0x3f800000 + 31 * i));
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>(Map.of("w", large));
        tensors.put("v", Tensor.scalar(2));

        Safetensors read = Safetensors.read(written(new Safetensors(Map.of(), tensors)));

        assertThat(read.tensors().get("w").data()).containsExactly(large.data());
        assertThat(read.tensors().get("v").item()).isEqualTo(2);
    }

    @Test
    void theSameContentGivesTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(written(example()));
        Map<String, String> reversed = new LinkedHashMap<>();
        List.of("spec", "empty")
                .forEach(key -> reversed.put(key, example().metadata().get(key)));

        assertThat(Files.readAllBytes(
                        written(new Safetensors(reversed, example().tensors()))))
                .isEqualTo(first);
    }

    /** The layout of https://github.com/huggingface/safetensors, byte for byte. */
    @Test
    void theLayoutIsThatOfTheFormat() throws Exception {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b", Tensor.of(Shape.of(1, 2), 1, -2));
        tensors.put("a", Tensor.scalar(3));
        String header = "{\"__metadata__\":{\"sha256\":\"%s\",\"lanegrad\":\"1\",\"k\":\"v\"},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";
        byte[] zeroed = bytes(padded(header.formatted("0".repeat(64))), 1, -2, 3);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(zeroed));

        byte[] file = Files.readAllBytes(written(new Safetensors(Map.of("k", "v"), tensors)));

        assertThat(file).isEqualTo(bytes(padded(header.formatted(hash)), 1, -2, 3));
    }

    @Test
    void filesOfOtherProgramsAreRead() throws IOException {
        byte[] file = bytes(
                "{ \"second\":{\"shape\":[2],\"data_offsets\":[4,12],\"dtype\":\"F32\"},\n"
                        + "\"first\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]},"
                        + "\"__metadata__\":{\"format\":\"pt\",\"sha256\":\"theirs\"} }   ",
                7,
                8,
                9);

        Safetensors read = read(file);

        assertThat(read.metadata()).isEqualTo(Map.of("format", "pt", "sha256", "theirs"));
        assertThat(read.tensors().keySet()).containsExactly("second", "first");
        assertThat(read.tensors().get("second").data()).containsExactly(8, 9);
        assertThat(read.tensors().get("first").data()).containsExactly(7);
        assertThat(read(bytes("{}")).tensors()).isEmpty();
    }

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        byte[] file = Files.readAllBytes(written(example()));

        for (int bit = 0; bit < 8 * file.length; bit++) {
            byte[] altered = file.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                read(altered);
            } catch (ModelFileException _) {
                continue;
            }
            fail("bit %s of byte %s".formatted(bit % 8, bit / 8));
        }
    }

    @Test
    void everyMissingOrAddedByteIsNoticed() throws IOException {
        byte[] file = Files.readAllBytes(written(example()));

        for (int length = 0; length < file.length; length++) {
            byte[] truncated = Arrays.copyOf(file, length);
            assertThatExceptionOfType(ModelFileException.class)
                    .isThrownBy(() -> read(truncated))
                    .withMessageStartingWith("m.safetensors: ")
                    .withMessageEndingWith("train again or restore a copy");
        }
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> read(Arrays.copyOf(file, file.length + 1)));
    }

    @Test
    void namesOfTheFileItselfAreTaken() {
        SequencedMap<String, Tensor> none = new LinkedHashMap<>();
        SequencedMap<String, Tensor> taken = new LinkedHashMap<>(Map.of("__metadata__", Tensor.scalar(1)));

        for (Safetensors content : List.of(
                new Safetensors(Map.of("sha256", ""), none),
                new Safetensors(Map.of("lanegrad", ""), none),
                new Safetensors(Map.of(), taken))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> written(content))
                    .withMessageEndingWith("is taken by the file itself");
        }
    }

    @Test
    void filesThatAreNotThere() {
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> Safetensors.read(Path.of("none.safetensors")))
                .withMessage("none.safetensors: there is no such file; check the path");
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> Safetensors.read(folder))
                .withMessage(folder + ": this is no file; name the file, such as model.safetensors");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> example().write(folder.resolve("none/model.safetensors")))
                .withMessageContaining("can't be written");
    }

    static Safetensors read(byte[] file) throws IOException {
        return Safetensors.read(Channels.newChannel(new ByteArrayInputStream(file)), file.length, "m.safetensors");
    }

    static String padded(String header) {
        return header + " ".repeat(-header.length() & 7);
    }

    /** A file by the format's specification. */
    static byte[] bytes(String header, float... data) {
        byte[] text = header.getBytes(UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + 4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        for (float number : data) {
            file.putFloat(number);
        }
        return file.array();
    }
}
