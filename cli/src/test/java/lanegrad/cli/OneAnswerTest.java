package lanegrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The third promise: the same seed gives the same model file, bit for bit, whatever the JVM it is trained in. */
class OneAnswerTest {
    private static final String CONFIG = """
            name: spirals
            seed: 3
            data:
              train: {toy: spirals, rows: 300}
              validation: 0.2
            model:
              - dense: {units: 32, l2: 0.0001}
              - relu
              - dropout: 0.1
              - residual: [{dense: 32}, tanh, {dense: 32}]
              - sigmoid
            train: {epochs: 2, batch: 32, optimizer: adamw}
            """;

    @TempDir
    static Path folder;

    private static String expected = "";

    static Stream<List<String>> machines() {
        return Stream.of(
                List.of("--threads=1"),
                List.of("--threads=2"),
                List.of("--threads=8"),
                List.of("-Dlanegrad.vectors=off", "--threads=2"),
                List.of("-Dlanegrad.vectors=128", "--threads=1"),
                List.of("-Dlanegrad.vectors=256", "--threads=3"),
                List.of("-XX:TieredStopAtLevel=1", "--threads=2"),
                List.of("-XX:-TieredCompilation", "--threads=2"),
                List.of("-XX:+UseParallelGC", "--threads=2"),
                List.of("-Xint", "--threads=1"));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void trainsTheSameModel(List<String> flags) throws Exception {
        if (expected.isEmpty()) {
            expected = train(List.of("--threads=1"), "first", 3);
        }
        assertThat(train(flags, "run" + flags.hashCode(), 3)).isEqualTo(expected);
    }

    @Test
    void anotherSeedTrainsAnotherModel() throws Exception {
        assertThat(train(List.of(), "seed4", 4)).isNotEqualTo(train(List.of(), "seed5", 5));
    }

    private static String train(List<String> flags, String run, int seed) throws Exception {
        Path config = folder.resolve("spirals.yaml");
        Files.writeString(config, CONFIG);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        flags.stream().filter(flag -> !flag.startsWith("--")).forEach(command::add);
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-cp", everything(), "lanegrad.cli.Main"));
        command.addAll(
                List.of("train", config.toString(), "--out", folder.resolve(run).toString(), "--seed", "" + seed));
        flags.stream().filter(flag -> flag.startsWith("--")).forEach(command::add);
        Path log = folder.resolve(run + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as(Files.readString(log))
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        byte[] model = Files.readAllBytes(folder.resolve(run).resolve("model.safetensors"));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
    }

    private static String everything() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(property -> System.getProperty(property, ""))
                .filter(path -> !path.isEmpty())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }
}
