package lanegrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java examples are run by {@code java} from their source. */
class JavaAloneTest {
    static Stream<List<String>> examples() {
        return Stream.of(
                List.of("Derivatives", "slope 27.0, curvature 18.0"),
                List.of("Digits", "0.dropout", "accuracy=0.9"),
                List.of("OwnLayer", "0.scale", "predicts the same: true"),
                List.of("Serve", "0\n1\n", "probabilities 0.00 and 1.00"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void runsFromSource(List<String> example) throws Exception {
        assertThat(run("java/" + example.getFirst() + ".java")).contains(example.subList(1, example.size()));
    }

    @ParameterizedTest
    @CsvSource({"Initialisers, 12", "Estimators, 4", "Mixtures, 3", "Mismatches, 4"})
    void draws(String example, int series, @TempDir Path folder) throws Exception {
        Path drawing = folder.resolve("drawing.svg");
        run("book/" + example + ".java", drawing.toString());
        assertThat(Files.readString(drawing))
                .startsWith("<svg")
                .endsWith("</svg>\n")
                .doesNotContain("NaN");
        assertThat(Files.readString(drawing).split("<path clip-path", -1)).hasSize(series + 1);
    }

    private static String run(String... program) throws Exception {
        String modules = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*(/kernels/|/dsl/|fastcsv|jackson-core|jspecify).*"))
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-p", modules, "--add-modules", "lanegrad"));
        command.addAll(List.of(program));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
