package lanegrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lanegrad.Fixture;
import lanegrad.optim.Optimizer.Step;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
    private static final Fixture PYTORCH = Fixture.read(OptimizerTest.class, "optimizers.txt");

    static Stream<UpdateRule> optimizers() {
        return Stream.of(
                new Sgd(0.1, 0),
                new Momentum(0.02, 0.9, 0),
                new Nesterov(0.02, 0.9, 0),
                new RmsProp(0.005, 0.99, 1e-8),
                new AdaGrad(0.5, 1e-10),
                new Adam(0.1),
                new AdamW(0.1, 0),
                new Nadam(0.1, 0.9, 0.999, 1e-8, 0.004),
                new Lion(0.009, 0.9, 0.99, 0));
    }

    /** f(w) = sum of i w_i^2 / 2 has its minimum at 0. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void descendsABowl(UpdateRule optimizer) {
        Tensor w = Tensor.of(Shape.of(3), 1, -2, 3);
        Tensor[] state = zeros(optimizer, w);
        for (int step = 1; step <= 1000; step++) {
            float[] v = w.data();
            Tensor gradient = Tensor.of(w.shape(), v[0], 2 * v[1], 3 * v[2]);
            optimizer.update(w, 0, gradient, state, step(step, optimizer.rate(), 1, 0));
        }
        for (float value : w.data()) {
            assertThat(Math.abs(value)).isLessThan(1e-2f);
        }
    }

    static Stream<Arguments> trajectories() {
        return Stream.of(
                Arguments.of("sgd", new Sgd(0.05, 0), 0),
                Arguments.of("sgd-decay", new Sgd(0.05, 0), 0.1),
                Arguments.of("sgd-decay", new Sgd(0.05, 0.1), 0), // (5.53): for plain descent, decay is the L2 penalty
                Arguments.of("momentum", new Momentum(0.05, 0.9, 0), 0),
                Arguments.of("momentum-decay", new Momentum(0.05, 0.9, 0), 0.1),
                Arguments.of("nesterov", new Nesterov(0.05, 0.9, 0), 0),
                Arguments.of("nesterov-decay", new Nesterov(0.05, 0.9, 0), 0.1),
                Arguments.of("rmsprop", new RmsProp(0.01, 0.9, 1e-8), 0),
                Arguments.of("adagrad", new AdaGrad(0.1, 1e-10), 0),
                Arguments.of("adam", new Adam(0.01), 0),
                Arguments.of("adam-decay", new Adam(0.01), 0.1),
                Arguments.of("adamw", new AdamW(0.01, 0.1), 0),
                Arguments.of("nadam", new Nadam(0.01, 0.9, 0.999, 1e-8, 0.004), 0));
    }

    /** Twenty steps on given gradients go where PyTorch 1.13's go, as optimizers.py wrote them down. */
    @ParameterizedTest
    @MethodSource("trajectories")
    void stepsAsPyTorchDoes(String name, UpdateRule optimizer, double l2) {
        float[] gradients = PYTORCH.floats("gradients");
        double[] expected = PYTORCH.numbers(name);
        float[] start = PYTORCH.floats("start");
        int size = start.length;
        Tensor w = Tensor.of(Shape.of(size), start.clone());
        Tensor[] state = zeros(optimizer, w);
        for (int step = 1; step <= 20; step++) {
            float[] gradient = Arrays.copyOfRange(gradients, (step - 1) * size, step * size);
            optimizer.update(w, 0, Tensor.of(w.shape(), gradient), state, step(step, optimizer.rate(), 1, l2));
            for (int i = 0; i < size; i++) {
                double there = expected[(step - 1) * size + i];
                assertThat((double) w.data()[i])
                        .as("%s, step %d, element %d".formatted(name, step, i))
                        .isCloseTo(there, within(1e-6 * Math.max(1, Math.abs(there))));
            }
        }
    }

    /** Chen et al. (2023), Algorithm 2, in double precision. */
    @Test
    void lionStepsAsInItsPaper() {
        float[] gradients = PYTORCH.floats("gradients");
        int size = PYTORCH.floats("start").length;
        Tensor w = Tensor.of(Shape.of(size), PYTORCH.floats("start"));
        Lion lion = new Lion(0.01, 0.9, 0.99, 0.1);
        Tensor[] state = zeros(lion, w);
        double[] expected = PYTORCH.numbers("start").clone();
        double[] mean = new double[size];
        for (int step = 1; step <= 20; step++) {
            float[] gradient = Arrays.copyOfRange(gradients, (step - 1) * size, step * size);
            lion.update(w, 0, Tensor.of(w.shape(), gradient), state, step(step, 0.01, 1, 0));
            for (int i = 0; i < size; i++) {
                double direction = Math.signum(0.9 * mean[i] + 0.1 * gradient[i]);
                expected[i] -= 0.01 * (direction + 0.1 * expected[i]);
                mean[i] = 0.99 * mean[i] + 0.01 * gradient[i];
                assertThat((double) w.data()[i]).isCloseTo(expected[i], within(1e-6));
            }
        }
    }

    /** Liquet, Moka, Nazarathy, (5.53): with a gradient of 0, each step multiplies a weight by 1 - rate decay. */
    @Test
    void decayShrinksWeightsAndLeavesBiases() {
        for (UpdateRule optimizer : List.of(
                new Sgd(0.5, 0.1),
                new Momentum(0.5, 0.9, 0.1),
                new Nesterov(0.5, 0.9, 0.1),
                new AdamW(0.5, 0.1),
                new Lion(0.5, 0.9, 0.99, 0.1))) {
            Tensor w = Tensor.of(Shape.of(1), 2);
            Tensor zero = Tensor.zeros(Shape.of(1));
            Tensor[] state = zeros(optimizer, w);
            optimizer.update(w, 0, zero, state, step(1, 0.5, 1, 0));
            assertThat(w.item()).isEqualTo(2 * 0.95f);
            optimizer.update(w, 0, zero, state, step(2, 0.5, 0, 0));
            assertThat(w.item()).isEqualTo(2 * 0.95f);
        }
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Adam(0)).hasMessage("adam: rate must be above 0, but is 0.0");
        assertThatThrownBy(() -> new Momentum(0.1, 1, 0))
                .hasMessage("momentum: momentum must be at least 0 and below 1, but is 1.0");
        assertThatThrownBy(() -> new RmsProp(0.1, -1, 1e-8))
                .hasMessage("rmsprop: rho must be at least 0 and below 1, but is -1.0");
    }

    private static Step step(long number, double rate, double decay, double l2) {
        Step step = new Step(decay, l2, Double.POSITIVE_INFINITY);
        step.set(number, rate);
        return step;
    }

    private static Tensor[] zeros(UpdateRule optimizer, Tensor w) {
        return Stream.of(optimizer.state()).map(_ -> Tensor.zeros(w.shape())).toArray(Tensor[]::new);
    }
}
