package lanegrad.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * Squared error on probabilities has no pull where they are wrong for sure; the negative log-likelihood pulls with 1
 * (Goodfellow et al., section 6.3.2, (6.5)-(6.7)).
 */
class MismatchedPairsTest {
    private final Tape tape = new Tape();

    /** d(p - y)^2/dz = 2 (p - y) p (1 - p). */
    @Test
    void squaresOfASigmoidVanishWhereItIsWrong() {
        Var z = tape.input("z", Tensor.of(Shape.of(3, 1), -10, -1, -100));
        Var y = tape.input("y", Tensor.of(Shape.of(3, 1), 1, 1, 1));
        float[] squares = gradient(z.map(new Sigmoid()).minus(y).square(), z);
        float[] likelihood = gradient(new Bernoulli().cost(z, y), z);
        assertThat((double) squares[0]).isCloseTo(-2 * 4.5397e-5, within(1e-8));
        assertThat((double) squares[1]).isCloseTo(-2 * 0.731059 * 0.196612, within(1e-6));
        assertThat(Math.abs(squares[2])).isLessThan(1e-40f);
        assertThat((double) likelihood[0]).isCloseTo(-1, within(1e-4));
        assertThat(likelihood[2]).isEqualTo(-1);
    }

    /** (6.7): d|p - y|^2/da_i = sum_j 2 (p_j - y_j) p_j (1_{i=j} - p_i). */
    @Test
    void squaresOfASoftmaxVanishWhereItIsWrong() {
        float[][] scores = {{1, 0, -1}, {0, 30, 0}};
        Var a = tape.input("a", Tensor.matrix(scores));
        float[][] actual = {{0, 0, 1}, {1, 0, 0}};
        Var y = tape.input("y", Tensor.matrix(actual));
        float[] squares = gradient(a.softmax().minus(y).square(), a);
        for (int i = 0; i < 3; i++) {
            double expected = 0;
            for (int j = 0; j < 3; j++) {
                expected +=
                        2 * (p(scores[0], j) - actual[0][j]) * p(scores[0], j) * ((i == j ? 1 : 0) - p(scores[0], i));
            }
            assertThat((double) squares[i]).isCloseTo(expected, within(1e-6));
        }
        assertThat(Math.abs(squares[3])).isLessThan(1e-11f);
        float[] likelihood = gradient(new Categorical().cost(a, y), a);
        assertThat((double) likelihood[3]).isCloseTo(-1, within(1e-6));
        assertThat((double) likelihood[4]).isCloseTo(1, within(1e-6));
    }

    private static double p(float[] a, int i) {
        return Math.exp(a[i]) / (Math.exp(a[0]) + Math.exp(a[1]) + Math.exp(a[2]));
    }

    private static float[] gradient(Var cost, Var z) {
        return Derivatives.grad(cost.sum(), z).getFirst().value().data();
    }
}
