package lanegrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradcheckTest {
    @TempDir
    Path folder;

    @Test
    void everyDerivativeOfADeepModelAgrees() throws IOException {
        Cli cli = Cli.run("gradcheck", config(), "--elements", 20);
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out())
                .containsPattern("parameter +elements +compared +kinks +largest error")
                .containsPattern("0\\.dense\\.weight +10 +10 +0 +\\d\\.\\de-\\d\\d")
                .endsWith("all derivatives agree with central differences to 1e-06\n");
        assertThat(cli.code()).isZero();
    }

    @Test
    void theResultAsOneObject() throws IOException {
        Cli cli = Cli.run("gradcheck", config(), "--json", "--elements", 3, "--rows", 2);
        assertThat(cli.code()).isZero();
        assertThat(cli.out())
                .startsWith("{\"passed\":true,\"tolerance\":1.0E-6,\"parameters\":[{\"name\":\"0.dense.weight\"")
                .contains("\"elements\":10,\"compared\":3,")
                .endsWith("]}\n");
    }

    /** The derivatives of units that are drawn are estimates: those of what estimates them, with the samples held. */
    @Test
    void unitsThatAreDrawnAgreeToo() throws IOException {
        Path config = Files.writeString(folder.resolve("drawn.yaml"), """
                data: {train: {toy: spirals, rows: 60}, target: y}
                model:
                  - dense: {units: 5, activation: tanh}
                  - bernoulli-units: 6
                  - gaussian-units: 4
                  - bernoulli-units: {units: 3, baseline: optimal}
                  - bernoulli-units: {units: 3, baseline: constant, normalise: false}
                """);
        Cli cli = Cli.run("gradcheck", config);
        assertThat(cli.out())
                .containsPattern("0\\.dense\\.weight +10 +10 +0")
                .containsPattern("1\\.bernoulli-units\\.baseline\\.weight +5 +5 +0")
                .endsWith("all derivatives agree with central differences to 1e-06\n");
        assertThat(cli.code()).isZero();
    }

    private Path config() throws IOException {
        return Files.writeString(folder.resolve("spirals.yaml"), """
                data: {train: {toy: spirals, rows: 60}, target: y}
                model: [{dense: {units: 5, activation: tanh, l2: 0.01}}, {dropout: 0.2}, {residual: [{dense: 5}, sigmoid]}]
                """);
    }
}
