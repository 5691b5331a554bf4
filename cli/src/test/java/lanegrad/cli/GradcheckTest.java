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

    private Path config() throws IOException {
        return Files.writeString(folder.resolve("spirals.yaml"), """
                data: {train: {toy: spirals, rows: 60}, target: y}
                model: [{dense: {units: 5, activation: tanh, l2: 0.01}}, {dropout: 0.2}, {residual: [{dense: 5}, sigmoid]}]
                """);
    }
}
