package lanegrad.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lanegrad.autodiff.op.Affine;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.random.Philox;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Forward mode, Jacobians, Hessians and their products. */
class HigherDerivativesTest {
    private final Tape tape = new Tape();

    /** Of r e^t and r / t. */
    @Test
    void theJacobianIsWhatItIsByHand() {
        Var r = tape.input("r", Tensor.of(Shape.of(1), 2));
        Var t = tape.input("t", Tensor.of(Shape.of(1), 0.5f));
        Var both = r.times(t.map(new Exp())).concat(0, r.div(t));
        double e = Math.exp(0.5);
        assertClose(Derivatives.jacobian(both, r), e, 2);
        assertClose(Derivatives.jacobian(both, t), 2 * e, -8);
        assertClose(Derivatives.jvp(both, List.of(r, t), List.of(r, t)), 2 * e + e, 2 * 2 + 0.5 * -8);
    }

    @Test
    void rowsByReverseModeAndColumnsByForwardModeAreTheSame() {
        Var x = normal("x", 3, 2);
        Var wide = x.softmax().reshape(Shape.of(6)).slice(0, 0, 5);
        Var tall = wide.concat(0, x.reshape(Shape.of(6)).square());
        Tensor few = Derivatives.jacobian(wide, x).value();
        Tensor many = Derivatives.jacobian(tall, x).value();
        assertThat(few.shape()).isEqualTo(Shape.of(5, 6));
        assertThat(many.shape()).isEqualTo(Shape.of(11, 6));
        for (int i = 0; i < few.count(); i++) {
            assertThat(many.data()[i]).isCloseTo(few.data()[i], within(1e-6f));
        }
    }

    @Test
    void anEarlierValueCountsThroughALaterOne() {
        Var x = tape.input("x", Tensor.scalar(3));
        Var square = x.square();
        Var y = square.times(x);
        Var one = tape.constant(Tensor.scalar(1));
        assertThat(Derivatives.jvp(y, List.of(x), List.of(one)).value().item()).isEqualTo(27);
        assertThat(Derivatives.jvp(y, List.of(x, square), List.of(one, one))
                        .value()
                        .item())
                .isEqualTo(30);
        assertThat(Derivatives.jvp(x, List.of(y), List.of(one)).value().item()).isZero();
    }

    /** Of tanh: s = 1 - t^2, -2 t s, s (6 t^2 - 2), t s (16 - 24 t^2). */
    @Test
    void forwardModeRepeatsToAnyOrder() {
        Var x = tape.input("x", Tensor.scalar(0.3f));
        Var one = tape.constant(Tensor.scalar(1));
        double t = Math.tanh(0.3f);
        double s = 1 - t * t;
        Var y = x.map(new Tanh());
        for (double expected : new double[] {s, -2 * t * s, s * (6 * t * t - 2), t * s * (16 - 24 * t * t)}) {
            y = Derivatives.jvp(y, List.of(x), List.of(one));
            assertThat((double) y.value().item()).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void theHessianOfAQuadraticFormIsItsMatrix() {
        Var x = normal("x", 4, 1);
        Var a = tape.input("A", Tensor.of(Shape.of(4, 4), 4, 1, 0, 2, 1, 3, -1, 0, 0, -1, 5, 1, 2, 0, 1, 6));
        Var form = x.transpose().matmul(a).matmul(x).scale(0.5f);
        Tensor hessian = Derivatives.hessian(form, x).value();
        assertThat(hessian.data()).containsExactly(a.value().data(), within(1e-6f));
    }

    @Test
    void theProductWithTheHessianNeedsNoHessian() {
        Var w = normal("w", 3, 4);
        Var b = normal("b", 4);
        Var hidden = tape.apply(new Affine(), normal("x", 5, 3), w, b).map(new Tanh());
        Var cost = hidden.logSumExp().sum();
        Var v = normal("v", 3, 4);
        Tensor expected =
                Derivatives.hessian(cost, w).matmul(v.reshape(Shape.of(12, 1))).value();
        Tensor product =
                Derivatives.hvp(cost, List.of(w), List.of(v)).getFirst().value();
        assertThat(product.data()).containsExactly(expected.data(), within(1e-5f));
    }

    @Test
    void vectorsMustFitTheirValues() {
        Var x = normal("x", 3);
        Var y = x.sum();
        assertThatThrownBy(() -> Derivatives.jvp(y, List.of(x), List.of()))
                .hasMessage("jvp: expected a vector for each of 1 values, got 0");
        assertThatThrownBy(() -> Derivatives.hvp(y, List.of(x), List.of(y)))
                .hasMessage("hvp: value 0 is [3], but its vector is []; reshape one of them");
        assertThatThrownBy(() -> Derivatives.hessian(x, x)).hasMessageContaining("expected a single number");
    }

    private static void assertClose(Var actual, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual.value().data()[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    private Var normal(String name, int... sizes) {
        Tensor tensor = Tensor.zeros(Shape.of(sizes));
        Philox.normal(Philox.key(8, name), 0, tensor.data(), 0, tensor.count());
        return tape.input(name, tensor);
    }
}
