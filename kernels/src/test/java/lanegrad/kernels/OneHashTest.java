package lanegrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All kernels give one answer in any JVM: cold and warm, interpreted or compiled, at any vector width. */
class OneHashTest {
    private static String expected = "";

    /** How often all kernels run, and the flags of the JVM. */
    static Stream<List<String>> machines() {
        return Stream.of(
                List.of("200"),
                List.of("1", "-Xint"),
                List.of("1", "-Xint", "-Dlanegrad.vectors=256"),
                List.of("40", "-XX:TieredStopAtLevel=1"),
                List.of("1", "-XX:TieredStopAtLevel=1", "-Dlanegrad.vectors=512"),
                List.of("40", "-XX:-TieredCompilation"),
                List.of("40", "-XX:+UseParallelGC"),
                List.of("40", "-Dlanegrad.vectors=off"),
                List.of("40", "-Dlanegrad.vectors=128"),
                List.of("40", "-Dlanegrad.vectors=256"),
                List.of("40", "-Dlanegrad.vectors=512"));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void isOfOneHash(List<String> roundsAndFlags) throws Exception {
        if (expected.isEmpty()) {
            expected = hash(List.of("1", "-Dlanegrad.vectors=off"));
        }
        assertThat(hash(roundsAndFlags)).isEqualTo(expected);
    }

    private static String hash(List<String> roundsAndFlags) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(roundsAndFlags.subList(1, roundsAndFlags.size()));
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-cp", everything()));
        command.addAll(List.of(AllKernels.class.getName(), roundsAndFlags.getFirst()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }

    private static String everything() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(property -> System.getProperty(property, ""))
                .filter(path -> !path.isEmpty())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }
}
