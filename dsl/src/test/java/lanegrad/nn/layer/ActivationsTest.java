package lanegrad.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.model.Binder;
import lanegrad.model.Catalog;
import lanegrad.model.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The activations of the catalogue beside PyTorch's. */
class ActivationsTest {
    private static final Binder BINDER = new Binder(Catalog.STANDARD);

    static List<String> lines() throws IOException {
        try (InputStream in = ActivationsTest.class.getResourceAsStream("activations.csv")) {
            byte[] text = Objects.requireNonNull(in).readAllBytes();
            return new String(text, StandardCharsets.UTF_8).lines().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void valueAndDerivativesArePyTorchs(String line) {
        String[] cells = line.split(",", -1);
        Pointwise f = BINDER.bind(Pointwise.class, Json.read("\"" + cells[0] + "\"", ""));
        double x = Double.parseDouble(cells[1]);
        double y = Double.parseDouble(cells[2]);

        // The parameters of some, such as 0.01f, are floats.
        assertThat(f.at(x)).isCloseTo(y, within(1e-7 * Math.max(1, Math.abs(y))));
        assertThat(slope(f, x)).isCloseTo(Double.parseDouble(cells[3]), within(1e-7));
        assertThat(curvature(f, x)).isCloseTo(Double.parseDouble(cells[4]), within(2e-7));
    }

    private static double slope(Pointwise f, double x) {
        return f.slope().at(f.slopeOfOutput() ? f.at(x) : x);
    }

    /** By the rule for chains, where the slope is given as a function of the output. */
    private static double curvature(Pointwise f, double x) {
        double t = f.slopeOfOutput() ? f.at(x) : x;
        Pointwise slope = f.slope();
        double second = slope.slope().at(slope.slopeOfOutput() ? slope.at(t) : t);
        return f.slopeOfOutput() ? second * slope(f, x) : second;
    }
}
