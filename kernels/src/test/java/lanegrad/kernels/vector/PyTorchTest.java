package lanegrad.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Ten steps of each optimiser beside PyTorch's, from fixtures/make_optimizers.py. */
class PyTorchTest {
    private final float[] w = {0.5f, -1.25f, 2};
    private final float[] v = new float[3];
    private final float[] m = new float[3];

    @Test
    void gradientDescent() throws IOException {
        compare("sgd", (g, t) -> SgdStep.run(w, 0, g, 0, 3, 0.1, 0, 1));
    }

    @Test
    void momentum() throws IOException {
        compare("momentum", (g, t) -> MomentumStep.run(w, 0, g, 0, v, 0, 3, 0.1, 0.9, 0, 1));
    }

    @Test
    void adam() throws IOException {
        compare("adam", (g, t) -> AdamStep.run(w, 0, g, 0, m, 0, v, 0, 3, 0.01, 0.9, 0.999, 1e-8, 0, t, 1));
    }

    @Test
    void adamW() throws IOException {
        compare("adamw", (g, t) -> AdamStep.run(w, 0, g, 0, m, 0, v, 0, 3, 0.01, 0.8, 0.99, 1e-6, 0.1, t, 1));
    }

    @FunctionalInterface
    private interface Step {
        void run(float[] g, int t);
    }

    private void compare(String name, Step step) throws IOException {
        String text;
        try (InputStream stream = PyTorchTest.class.getResourceAsStream("/fixtures/optimizers.csv")) {
            assertThat(stream).isNotNull();
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        int steps = 0;
        for (String line : text.lines().filter(l -> l.startsWith(name + ",")).toList()) {
            String[] cells = line.split(",", -1);
            int t = Integer.parseInt(cells[1]);
            float[] g = new float[3];
            for (int i = 0; i < 3; i++) {
                g[i] = (float) (Math.sin(1.7 * t + 2.3 * i) * (1 + i));
            }
            step.run(g, t);
            for (int i = 0; i < 3; i++) {
                double expected = Double.parseDouble(cells[2 + i]);
                assertThat((double) w[i]).as("%s, step %d", name, t).isCloseTo(expected, within(2e-6));
            }
            steps++;
        }
        assertThat(steps).isEqualTo(10);
    }
}
