package lanegrad.autodiff.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Log;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Factors, triangular systems and determinants against closed forms. */
class TrianglesTest {
    private final Tape tape = new Tape();

    /** A factor with whole numbers, and its product. */
    private final Var factor = tape.input("L", Tensor.of(Shape.of(3, 3), 2, 0, 0, 6, 1, 0, -8, 5, 3));

    private final Var a = tape.input("A", Tensor.of(Shape.of(3, 3), 4, 12, -16, 12, 37, -43, -16, -43, 98));

    @Test
    void theFactorOfAProductIsTheFactor() {
        assertThat(a.cholesky().value().data()).containsExactly(factor.value().data());
    }

    @Test
    void matricesOneAfterAnotherEachHaveTheirFactor() {
        Var both = a.reshape(Shape.of(1, 3, 3)).concat(0, a.scale(4).reshape(Shape.of(1, 3, 3)));
        float[] factors = both.cholesky().value().data();
        for (int i = 0; i < 9; i++) {
            assertThat(factors[i]).isEqualTo(factor.value().data()[i]);
            assertThat(factors[9 + i]).isEqualTo(2 * factor.value().data()[i]);
        }
    }

    @Test
    void theLowerTriangleHasNothingAboveTheDiagonal() {
        assertThat(a.lowerTriangle().value().data()).containsExactly(4, 0, 0, 12, 37, 0, -16, -43, 98);
        assertThat(a.value().at(1, 2)).isEqualTo(-43);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSolutionSolves(boolean transposed) {
        Var x = tape.input("x", Tensor.of(Shape.of(3, 2), 1, -2, 3, 4, -5, 6));
        Var right = (transposed ? factor.transpose() : factor).matmul(x);
        assertThat(factor.solveTriangular(transposed, right).value().data())
                .containsExactly(x.value().data());
    }

    /** d log det A / dA is the inverse of A. */
    @Test
    void theDerivativeOfTheLogarithmOfTheDeterminantIsTheInverse() {
        Var logDeterminant = a.cholesky().diagonal().map(new Log()).sum().scale(2);
        assertThat((double) logDeterminant.value().item()).isCloseTo(Math.log(36), within(1e-5));
        float[] inverse = Derivatives.grad(logDeterminant, a).getFirst().value().data();
        double[] expected = {
            1777 / 36., -488 / 36., 76 / 36., -488 / 36., 136 / 36., -20 / 36., 76 / 36., -20 / 36., 4 / 36.
        };
        for (int i = 0; i < 9; i++) {
            assertThat((double) inverse[i]).isCloseTo(expected[i], within(1e-4));
        }
    }

    @Test
    void whatIsNotPositiveDefiniteGivesNoNumber() {
        Var negative = tape.input("A", Tensor.of(Shape.of(2, 2), 1, 2, 2, 1));
        Var factor = negative.cholesky();
        assertThat(factor.value().data()[3]).isNaN();
        assertThat(tape.firstNotFinite(factor))
                .hasValueSatisfying(text -> assertThat(text).startsWith("cholesky gave NaN"));
    }

    /** Goodfellow et al., (6.11)-(6.12): y = mu + sigma z has dy/dmu = 1 and dy/dsigma = z. */
    @Test
    void samplingFromGivenNoiseHasDerivatives() {
        Var noise = tape.input("noise", Tensor.of(Shape.of(3), 0.5f, -1, 2));
        Var mean = tape.input("mean", Tensor.scalar(1));
        Var deviation = tape.input("deviation", Tensor.scalar(3));
        Var sample = mean.plus(deviation.times(noise));
        assertThat(sample.value().data()).containsExactly(2.5f, -2, 7);
        assertThat(Derivatives.grad(sample.sum(), mean).getFirst().value().item())
                .isEqualTo(3);
        assertThat(Derivatives.grad(sample.sum(), deviation).getFirst().value().item())
                .isEqualTo(1.5f);
    }

    @Test
    void aScaledGradientLeavesTheValue() {
        Var x = tape.input("x", Tensor.of(Shape.of(2), 3, 4));
        Var y = x.scaleGradient(-0.5f).square();
        assertThat(y.value().data()).containsExactly(9, 16);
        assertThat(Derivatives.grad(y.sum(), x).getFirst().value().data()).containsExactly(-3, -4);
    }

    @Test
    void errorsNameTheShapes() {
        Var x = tape.input("x", Tensor.zeros(Shape.of(2, 3)));
        assertThatThrownBy(x::cholesky)
                .isInstanceOf(ShapeException.class)
                .hasMessage("cholesky: expected square matrices [.., n, n], got [2, 3]");
        assertThatThrownBy(() -> factor.solveTriangular(false, x))
                .hasMessageContaining("triangular-solve: expected matrices [.., n, n] and right sides [.., n, m]")
                .hasMessageContaining("got [3, 3] and [2, 3]");
    }
}
