package lanegrad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanegrad.model.ModelFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R5: a run that is told to stop saves what there is, and ends within five seconds. */
class SignalTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"INT, 2, 130", "TERM, 15, 143"})
    void aStoppedRunIsSaved(String signal, int number, int code) throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "signals are sent by kill, on Linux");
        assumeTrue(!isIgnored(number), "this process ignores SIG" + signal + ", and so do those it starts");
        Process process = train();
        Path log = folder.resolve("run/metrics.jsonl");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while ((Files.notExists(log) || Files.size(log) == 0) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(log).as(said()).isNotEmptyFile();

        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("ended within 5 s").isTrue();

        assertThat(process.exitValue()).as(said()).isEqualTo(code);
        assertThat(said()).contains("stopped by a signal", "model: ");
        assertThat(ModelFile.read(folder.resolve("run/model.safetensors"))
                        .model()
                        .parameters())
                .isNotEmpty();
        assertThat(Files.readString(folder.resolve("run/run.json"))).contains("\"interrupted\":true");
    }

    private Process train() throws IOException {
        Path config = folder.resolve("spirals.yaml");
        Files.writeString(config, """
                data: {train: {toy: spirals}, validation: 0.1, test: 0.1}
                model: [dense: 32, tanh]
                train: {epochs: 1000000}
                """);
        String path = Stream.of("jdk.module.path", "java.class.path")
                .map(property -> System.getProperty(property, ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                path,
                "lanegrad.cli.Main",
                "train",
                config.toString(),
                "--out",
                folder.resolve("run").toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    /** A shell starts background work with SIGINT ignored, and a JVM keeps it so. */
    private static boolean isIgnored(int signal) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(mask -> (mask >> (signal - 1) & 1) == 1);
    }
}
