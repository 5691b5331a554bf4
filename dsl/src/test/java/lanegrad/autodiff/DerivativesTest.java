package lanegrad.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Log;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DerivativesTest {
    @Test
    void derivativesOfDerivatives() {
        Tape tape = new Tape();
        Var x = tape.input("x", Tensor.scalar(0.3f));
        Var first = Derivatives.grad(x.map(new Tanh()), x).getFirst();
        Var second = Derivatives.grad(first, x).getFirst();
        Var third = Derivatives.grad(second, x).getFirst();
        double t = Math.tanh(0.3f);
        double s = 1 - t * t;
        assertThat((double) first.value().item()).isCloseTo(s, within(1e-6));
        assertThat((double) second.value().item()).isCloseTo(-2 * t * s, within(1e-6));
        assertThat((double) third.value().item()).isCloseTo(s * (6 * t * t - 2), within(1e-5));
    }

    @Test
    void theDatasOwnGradientIsNeverFormed() {
        Tape tape = new Tape();
        Var x = tape.input("x", Tensor.zeros(Shape.of(8, 5)));
        Var w = tape.input("w", Tensor.zeros(Shape.of(5, 3)));
        Derivatives.grad(x.matmul(w).sum(), w);
        assertThat(tape.toString()).doesNotContain("-> [8, 5]");
    }

    @Test
    void nothingFlowsThroughAStop() {
        Tape tape = new Tape();
        Var x = tape.input("x", Tensor.scalar(3));
        Var y = x.times(x.stop());
        assertThat(Derivatives.grad(y, x).getFirst().value().item()).isEqualTo(3f);
    }

    @Test
    void equalOperationsOnEqualInputsAreShared() {
        Tape tape = new Tape();
        Var x = tape.input("x", Tensor.scalar(3));
        assertThat(x.map(new Tanh())).isEqualTo(x.map(new Tanh()));
    }

    @Test
    void aClearedTapeHandsOutItsMemoryAgain() {
        Tape tape = new Tape();
        Var first = tape.input("x", Tensor.zeros(Shape.of(9))).square();
        Tensor memory = first.value();
        tape.clear();
        assertThat(tape.input("x", Tensor.zeros(Shape.of(9))).square().value()).isSameAs(memory);
    }

    @Test
    void shapeErrorsNameOperationLayerAndShapes() {
        Tape tape = new Tape();
        Var a = tape.input("a", Tensor.zeros(Shape.of(2, 3)));
        assertThatThrownBy(() -> tape.labelled("1.dense", () -> a.matmul(a)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("mat-mul in 1.dense: inner sizes differ: [2, 3] x [2, 3]");
    }

    @Test
    void theTapePrintsAsReadableLines() {
        Tape tape = new Tape();
        Var x = tape.input("x", Tensor.zeros(Shape.of(2, 3)));
        Var w = tape.input("w", Tensor.zeros(Shape.of(3, 4)));
        tape.labelled("0.dense", () -> x.matmul(w));
        assertThat(tape.toString()).isEqualTo("""
                        %0 = x [2, 3]
                        %1 = w [3, 4]
                        %2 = mat-mul %0 [2, 3], %1 [3, 4] -> [2, 4]   # 0.dense
                        """);
    }

    @Test
    void theFirstValueThatIsNotFiniteIsNamed() {
        Tape tape = new Tape();
        Var x = tape.input("x", Tensor.scalar(200));
        Var y = tape.labelled("3.exp", () -> x.map(new Exp()));
        assertThat(tape.firstNotFinite(y)).hasValue("exp gave Infinity in 3.exp, forward");
        assertThat(tape.firstNotFinite(x, y)).hasValue("exp gave Infinity in 3.exp, backward");
        assertThat(tape.firstNotFinite(x)).isEmpty();
    }

    /** A mask before a softmax, a logarithm that isn't taken. */
    @Test
    void whatDoesNoHarmIsNotBlamed() {
        Tape tape = new Tape();
        Var x = tape.input("x", Tensor.of(Shape.of(1, 3), -1, 2, 3));
        Var mask = tape.constant(Tensor.of(Shape.of(1, 3), 0, Float.NEGATIVE_INFINITY, 0));
        Var zero = tape.constant(Tensor.zeros(Shape.of(1, 3)));
        Var masked = x.plus(mask).softmax();
        Var logarithm = zero.lessThan(x).where(x.map(new Log()), zero);
        Var fine = masked.plus(logarithm).sum();
        assertThat(tape.firstNotFinite(fine)).isEmpty();
        Var cost = tape.labelled("5.exp", () -> x.scale(100).map(new Exp()))
                .plus(fine)
                .sum();
        assertThat(tape.firstNotFinite(cost)).hasValue("exp gave Infinity in 5.exp, forward");
    }
}
