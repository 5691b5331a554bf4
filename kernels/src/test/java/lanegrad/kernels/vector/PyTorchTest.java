package lanegrad.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten steps of each optimiser beside PyTorch's, from fixtures/make_optimizers.py. */
class PyTorchTest {
    /** Step t of three weights w with the gradient g, and two arrays to remember numbers in. */
    @FunctionalInterface
    interface Rule {
        void step(float[] w, float[] g, float[] m, float[] v, int t);
    }

    static Stream<Arguments> rules() {
        Descent plain = new Descent(0.1);
        Descent slow = new Descent(0.01);
        return Stream.of(
                rule("sgd", (w, g, m, v, t) -> SgdStep.run(w, 0, g, 0, 3, plain)),
                rule("sgd with l2", (w, g, m, v, t) -> SgdStep.run(w, 0, g, 0, 3, withL2(0.1))),
                rule("sgd clipped by value", (w, g, m, v, t) -> SgdStep.run(w, 0, g, 0, 3, clipped(1, 0.75))),
                rule("sgd clipped by norm", (w, g, m, v, t) -> {
                    double scale = Math.min(1, 1.5 / (Math.sqrt(Norm.squared(g, 0, 3)) + 1e-6));
                    SgdStep.run(w, 0, g, 0, 3, clipped(scale, Double.POSITIVE_INFINITY));
                }),
                rule("momentum", (w, g, m, v, t) -> MomentumStep.run(w, 0, g, 0, v, 0, 3, 0.9, plain)),
                rule("momentum with l2", (w, g, m, v, t) -> MomentumStep.run(w, 0, g, 0, v, 0, 3, 0.8, withL2(0.1))),
                rule("nesterov", (w, g, m, v, t) -> NesterovStep.run(w, 0, g, 0, v, 0, 3, 0.9, plain)),
                rule("nesterov with l2", (w, g, m, v, t) -> NesterovStep.run(w, 0, g, 0, v, 0, 3, 0.8, withL2(0.1))),
                rule("rmsprop", (w, g, m, v, t) -> RmsPropStep.run(w, 0, g, 0, v, 0, 3, 0.99, 1e-8, slow)),
                rule(
                        "rmsprop with l2",
                        (w, g, m, v, t) -> RmsPropStep.run(w, 0, g, 0, v, 0, 3, 0.9, 1e-6, withL2(0.02))),
                rule("adagrad", (w, g, m, v, t) -> AdaGradStep.run(w, 0, g, 0, v, 0, 3, 1e-10, slow)),
                rule("adagrad with l2", (w, g, m, v, t) -> AdaGradStep.run(w, 0, g, 0, v, 0, 3, 1e-6, withL2(0.1))),
                rule("adam", (w, g, m, v, t) -> AdamStep.run(w, 0, g, 0, m, 0, v, 0, 3, 0.9, 0.999, 1e-8, t, slow)),
                rule(
                        "adam with l2",
                        (w, g, m, v, t) -> AdamStep.run(w, 0, g, 0, m, 0, v, 0, 3, 0.8, 0.99, 1e-6, t, withL2(0.01))),
                rule("adamw", (w, g, m, v, t) -> {
                    Descent decaying = new Descent(0.01, 0.1, 0, 1, Double.POSITIVE_INFINITY);
                    AdamStep.run(w, 0, g, 0, m, 0, v, 0, 3, 0.8, 0.99, 1e-6, t, decaying);
                }),
                rule(
                        "nadam",
                        (w, g, m, v, t) -> NadamStep.run(w, 0, g, 0, m, 0, v, 0, 3, 0.9, 0.999, 1e-8, 0.004, t, slow)),
                rule(
                        "nadam with l2",
                        (w, g, m, v, t) ->
                                NadamStep.run(w, 0, g, 0, m, 0, v, 0, 3, 0.8, 0.99, 1e-6, 0.1, t, withL2(0.01))));
    }

    private static Arguments rule(String name, Rule rule) {
        return Arguments.of(name, rule);
    }

    private static Descent withL2(double rate) {
        return new Descent(rate, 0, 0.2, 1, Double.POSITIVE_INFINITY);
    }

    private static Descent clipped(double scale, double bound) {
        return new Descent(0.1, 0, 0, scale, bound);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void goesWherePyTorchGoes(String name, Rule rule) throws IOException {
        String text;
        try (InputStream stream = PyTorchTest.class.getResourceAsStream("/fixtures/optimizers.csv")) {
            assertThat(stream).isNotNull();
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        float[] w = {0.5f, -1.25f, 2};
        float[] m = new float[3];
        float[] v = new float[3];
        int steps = 0;
        for (String line : text.lines().filter(l -> l.startsWith(name + ",")).toList()) {
            String[] cells = line.split(",", -1);
            int t = Integer.parseInt(cells[1]);
            float[] g = new float[3];
            for (int i = 0; i < 3; i++) {
                g[i] = (float) (Math.sin(1.7 * t + 2.3 * i) * (1 + i));
            }
            rule.step(w, g, m, v, t);
            for (int i = 0; i < 3; i++) {
                double expected = Double.parseDouble(cells[2 + i]);
                assertThat((double) w[i])
                        .as("step %d: %s", t, Arrays.toString(w))
                        .isCloseTo(expected, within(2e-6));
            }
            steps++;
        }
        assertThat(steps).isEqualTo(10);
    }
}
