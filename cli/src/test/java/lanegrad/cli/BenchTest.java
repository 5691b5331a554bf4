package lanegrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    @Test
    void measuresKernelsAndAStep(@TempDir Path folder) {
        Path picture = folder.resolve("roofline.svg");
        Cli cli = Cli.run("bench", "--quick", "--threads", "1", "--json", "-o", picture);
        assertThat(cli.code()).as(cli.err()).isZero();
        assertThat(cli.out()).contains("\"threads\":1", "\"peak_gflops\":", "\"kernel\":\"training step\"");
        assertThat(cli.err()).contains("timing 28 tasks").doesNotContain("warning", "error");
        assertThat(picture).content().startsWith("<svg").contains("training step 784-512-256-10, 128 rows");
    }
}
