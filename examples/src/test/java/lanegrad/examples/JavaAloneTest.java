package lanegrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java examples are run by {@code java} from their source. */
class JavaAloneTest {
    static Stream<List<String>> examples() {
        return Stream.of(
                List.of("Derivatives", "slope 27.0, curvature 18.0"),
                List.of("Digits", "0.dropout", "accuracy=0.9"),
                List.of("OwnLayer", "0.scale", "predicts the same: true"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void runsFromSource(List<String> example) throws Exception {
        String modules = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*(/kernels/|/dsl/|fastcsv|jackson-core|jspecify).*"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        modules,
                        "--add-modules",
                        "lanegrad",
                        "java/" + example.getFirst() + ".java")
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains(example.subList(1, example.size()));
    }
}
