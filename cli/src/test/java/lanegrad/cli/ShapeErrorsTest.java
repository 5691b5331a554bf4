package lanegrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers that don't fit are found as early as can be, and named by their path and their place in the config. */
class ShapeErrorsTest {
    private static final List<String> COMMANDS = List.of("train", "inspect", "gradcheck");

    @TempDir
    Path folder;

    /** A model, from the third line of a config on, that doesn't fit, and what is said of it. */
    record Case(String model, String message) {}

    @BeforeEach
    void makeData() throws IOException {
        Files.writeString(folder.resolve("broken.csv"), "a,b,y\n1,2,no\nno row at all\n");
        Files.writeString(folder.resolve("good.csv"), "a,b,y\n1,2,no\n2,1,yes\n3,4,no\n4,3,yes\n");
    }

    static Stream<Case> whateverTheDataIs() {
        return Stream.of(
                new Case("""
                        - dense: 8
                        - residual: [relu, {dense: 5}]
                        """, "4:3: layer 1.residual: residual: the layers turn [8] into [5]"),
                new Case("""
                        - dense: 8
                        - residual:
                            - parallel:
                                branches:
                                  - [{dense: 4}]
                                  - - dense: 4
                                    - residual: {layers: [{dense: 3}]}
                        """, "9:15: layer 1.residual.0.parallel.1.1.residual: residual: the layers turn [4] into [3]"),
                new Case("""
                        - parallel: {branches: [[{dense: 3}], [{dense: 4}]], merge: add}
                        """, "3:3: layer 0.parallel: parallel: branches end in [3] and [4]"),
                new Case("""
                        - dense: 3
                        - {dense: {units: 2, mask: [[1, 0], [0, 1]]}}
                        """, "4:3: layer 1.dense: dense: mask must be 3 rows of 2"),
                new Case("""
                        - dense: 4
                        - shared: {name: block, layers: [{dense: 2}]}
                        - shared: {name: block, layers: [{dense: 2}]}
                        """, "5:3: layer 2.block: shared: here arrive [2], but elsewhere 'block' takes [4]"),
                new Case("""
                        - dense: 4
                        - shared: {name: block, layers: [{dense: 4}]}
                        - shared: {name: block, layers: [{dense: 3}]}
                        """, "5:3: layer 2.block: shared: 'block' stands for other layers elsewhere"),
                new Case(
                        """
                        - dense: 8
                        - select: [b]
                        """, "4:3: layer 1.select: select: where the columns [b] are isn't known, but here arrive [8]"),
                new Case("""
                        - parallel: []
                        """, "3:3: layer 0.parallel: parallel: there are no branches"));
    }

    @ParameterizedTest
    @MethodSource("whateverTheDataIs")
    void beforeAnyFileIsRead(Case wrong) throws IOException {
        assertSaid(wrong, "gone.csv");
    }

    static Stream<Case> whateverTheRowsAre() {
        return Stream.of(
                new Case(
                        """
                        - parallel: [[{select: [a]}], [relu, {select: c}]]
                        """, "3:38: layer 0.parallel.1.1.select: select: there is no input column 'c'; there are a, b"),
                new Case("""
                        - embedding: {units: 2, columns: [y]}
                        """, "3:3: layer 0.embedding: embedding: there is no input column 'y'; there are a, b"),
                new Case("""
                        - select: [a]
                        - dense: 4
                        - residual: [{dense: 3}]
                        """, "5:3: layer 2.residual: residual: the layers turn [4] into [3]"));
    }

    @ParameterizedTest
    @MethodSource("whateverTheRowsAre")
    void beforeTheRowsAreRead(Case wrong) throws IOException {
        assertSaid(wrong, "broken.csv");
    }

    static Stream<Case> withTwoInputs() {
        return Stream.of(
                new Case("""
                        - residual: [{dense: 3}]
                        """, "3:3: layer 0.residual: residual: the layers turn [2] into [3]"),
                new Case(
                        """
                        - batch-norm
                        - parallel: [[select: a], [{dense: 1}, {embedding: {units: 3, columns: b}}]]
                        """,
                        "4:40: layer 1.parallel.1.1.embedding: embedding: inputs 1 to 1 of the network's 2 are wanted"),
                new Case("""
                        - parallel: [[relu], [{residual: {layers: [{select: a}]}}]]
                        """, "3:23: layer 0.parallel.1.0.residual: residual: the layers turn [2] into [1]"));
    }

    @ParameterizedTest
    @MethodSource("withTwoInputs")
    void onceTheirNumberIsKnown(Case wrong) throws IOException {
        assertSaid(wrong, "good.csv");
    }

    private void assertSaid(Case wrong, String data) throws IOException {
        Path config = folder.resolve("a.yaml");
        Files.writeString(config, "data: {train: %s, target: y}\nmodel:\n%s".formatted(data, wrong.model));
        for (String command : COMMANDS) {
            Cli cli = Cli.run(command, config);
            assertThat(cli.err()).startsWith("error: " + config + ":" + wrong.message);
            assertThat(cli.code()).isEqualTo(2);
        }
    }
}
