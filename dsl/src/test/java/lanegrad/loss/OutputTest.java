package lanegrad.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final Tape tape = new Tape();

    @Test
    void categoricalIsMinusLogSoftmax() {
        Var z = tape.input("z", Tensor.matrix(new float[] {1, 2, 3}, new float[] {0, 0, 0}));
        Var y = tape.input("y", Tensor.of(Shape.of(2, 1), 2, 0));
        float[] cost = new Categorical().cost(z, y).value().data();
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
        assertThat((double) cost[0]).isCloseTo(-Math.log(Math.exp(3) / sum), within(1e-6));
        assertThat((double) cost[1]).isCloseTo(Math.log(3), within(1e-6));
    }

    /** D(y || p) = sum y log(y / p), and the entropy of y besides; the least cost is where p = y. */
    @Test
    void softTargetsCostTheirDivergence() {
        double[] p = {0.5, 0.25, 0.25};
        double[] y = {0.2, 0.7, 0.1};
        double divergence = 0;
        double entropy = 0;
        float[] scores = new float[3];
        for (int k = 0; k < 3; k++) {
            divergence += y[k] * Math.log(y[k] / p[k]);
            entropy -= y[k] * Math.log(y[k]);
            scores[k] = (float) Math.log(p[k]);
        }
        Var z = tape.input("z", Tensor.matrix(scores));
        Var cost = new Categorical().cost(z, tape.input("y", Tensor.of(Shape.of(1, 3), 0.2f, 0.7f, 0.1f)));
        assertThat((double) cost.value().item()).isCloseTo(divergence + entropy, within(1e-6));
        float[] slope = Derivatives.grad(cost.sum(), z).getFirst().value().data();
        for (int k = 0; k < 3; k++) {
            assertThat((double) slope[k]).isCloseTo(p[k] - y[k], within(1e-6));
        }
    }

    /** Its gradient is p - y (Goodfellow et al., section 6.3.2), and nothing overflows at extreme logits. */
    @Test
    void categoricalGradientIsProbabilityMinusTarget() {
        Var z = tape.input("z", Tensor.matrix(new float[] {500, -500, 0}));
        Var y = tape.input("y", Tensor.of(Shape.of(1, 1), 1));
        Var cost = new Categorical().cost(z, y).sum();
        assertThat(cost.value().item()).isEqualTo(1000);
        assertThat(Derivatives.grad(cost, z).getFirst().value().data()).containsExactly(1, -1, 0);
    }

    @Test
    void bernoulliIsSoftplusAndNeverInfinite() {
        Var z = tape.input("z", Tensor.of(Shape.of(4, 1), 0.5f, 0.5f, 300, -300));
        Var y = tape.input("y", Tensor.of(Shape.of(4, 1), 1, 0, 0, 0));
        float[] cost = new Bernoulli().cost(z, y).value().data();
        double p = 1 / (1 + Math.exp(-0.5));
        assertThat((double) cost[0]).isCloseTo(-Math.log(p), within(1e-6));
        assertThat((double) cost[1]).isCloseTo(-Math.log(1 - p), within(1e-6));
        assertThat(cost[2]).isEqualTo(300);
        assertThat(cost[3]).isZero();
    }

    @Test
    void gaussianIsTheNegativeLogDensity() {
        Var z = tape.input("z", Tensor.matrix(new float[] {1, 2}));
        Var y = tape.input("y", Tensor.matrix(new float[] {1.5f, -1}));
        double density = Math.exp(-(0.25 + 9) / 2) / (2 * Math.PI);
        assertThat((double) new Gaussian().cost(z, y).value().item()).isCloseTo(-Math.log(density), within(1e-5));
    }

    @Test
    void autoFollowsTheTarget() {
        assertThat(new Auto().resolve(List.of(Variable.number("y")))).isEqualTo(new Gaussian());
        assertThat(new Auto().resolve(List.of(new Variable("y", 2)))).isEqualTo(new Bernoulli());
        assertThat(new Auto().resolve(List.of(new Variable("y", 3)))).isEqualTo(new Categorical());
    }

    @Test
    void bernoulliRefusesMoreThanTwoClasses() {
        assertThatThrownBy(() -> new Bernoulli().units(3))
                .hasMessage("output bernoulli is for two classes, but there are 3; use categorical");
    }
}
