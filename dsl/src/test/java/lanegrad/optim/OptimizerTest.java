package lanegrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
    static Stream<Optimizer> optimizers() {
        return Stream.of(new Sgd(0.1, 0), new Momentum(0.02, 0.9, 0), new Adam(0.1), new AdamW(0.1, 0));
    }

    /** f(w) = sum of i w_i^2 / 2 has its minimum at 0. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void descendsABowl(Optimizer optimizer) {
        Tensor w = Tensor.of(Shape.of(3), 1, -2, 3);
        Tensor[] state =
                Stream.of(optimizer.state()).map(_ -> Tensor.zeros(w.shape())).toArray(Tensor[]::new);
        for (int step = 1; step <= 500; step++) {
            float[] v = w.data();
            Tensor gradient = Tensor.of(w.shape(), v[0], 2 * v[1], 3 * v[2]);
            optimizer.update(w, gradient, state, new Optimizer.Step(step, optimizer.rate(), 1, true));
        }
        for (float value : w.data()) {
            assertThat(Math.abs(value)).isLessThan(1e-2f);
        }
    }

    /** Liquet, Moka, Nazarathy, (5.53): with a gradient of 0, each step multiplies a weight by 1 - rate decay. */
    @Test
    void decayShrinksWeightsAndLeavesBiases() {
        Tensor w = Tensor.of(Shape.of(1), 2);
        Tensor zero = Tensor.zeros(Shape.of(1));
        new Sgd(0.5, 0.1).update(w, zero, new Tensor[0], new Optimizer.Step(1, 0.5, 1, true));
        assertThat(w.item()).isEqualTo(2 * 0.95f);
        new Sgd(0.5, 0.1).update(w, zero, new Tensor[0], new Optimizer.Step(2, 0.5, 1, false));
        assertThat(w.item()).isEqualTo(2 * 0.95f);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Adam(0)).hasMessage("adam: rate must be above 0, but is 0.0");
        assertThatThrownBy(() -> new Momentum(0.1, 1, 0))
                .hasMessage("momentum: momentum must be at least 0 and below 1, but is 1.0");
    }
}
