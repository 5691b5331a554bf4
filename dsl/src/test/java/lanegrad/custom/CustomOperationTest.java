package lanegrad.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.GradCheck;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.Program;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Abs;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What a user writes who needs an operation of their own, from another package (Goodfellow et al., section 6.4.4). */
class CustomOperationTest {
    /** y = x^3, whose vector-Jacobian product is 3 g x^2; a wrong one forgets a sign. */
    record Cube(boolean wrong) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        @Override
        public void define(double[][] in, Shape[] shapes, double[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = in[0][i] * in[0][i] * in[0][i];
            }
        }

        @Override
        public void compute(Tensor[] in, Tensor out) {
            for (int i = 0; i < out.count(); i++) {
                float x = in[0].data()[i];
                out.data()[i] = x * x * x;
            }
        }

        @Override
        public Var vjp(int input, Var[] in, Var out, Var gradient) {
            Var x = in[0];
            return gradient.times(x.times(wrong ? x.map(new Abs()) : x)).scale(3);
        }
    }

    /** y = x without a derivative. */
    record Opaque() implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        @Override
        public void define(double[][] in, Shape[] shapes, double[] out) {
            System.arraycopy(in[0], 0, out, 0, out.length);
        }

        @Override
        public void compute(Tensor[] in, Tensor out) {
            System.arraycopy(in[0].data(), 0, out.data(), 0, out.count());
        }

        @Override
        public Var vjp(int input, Var[] in, Var out, Var gradient) {
            throw new UnsupportedOperationException(name() + ": has no derivative");
        }
    }

    private final Tape tape = new Tape();
    private final Var x = tape.input("x", Tensor.of(Shape.of(3), 1, -2, 0.5f));

    @Test
    void valuesDerivativesAndProgramsComeByThemselves() {
        Var y = tape.apply(new Cube(false), x);
        Var gradient = Derivatives.grad(y.sum(), x).getFirst();
        assertThat(y.value().data()).containsExactly(1, -8, 0.125f);
        assertThat(gradient.value().data()).containsExactly(3, 12, 0.75f);
        assertThat(Derivatives.grad(gradient.sum(), x).getFirst().value().data())
                .containsExactly(6, -12, 3);
        Var one = tape.constant(Tensor.of(Shape.of(3), 1, 1, 1));
        assertThat(Derivatives.jvp(y, List.of(x), List.of(one)).value().data()).containsExactly(3, 12, 0.75f);
        Program program = Program.of(gradient);
        program.run();
        assertThat(program.value(0).data()).containsExactly(3, 12, 0.75f);
    }

    @Test
    void aRightDerivativePassesTheCheck() {
        Var cost = tape.apply(new Cube(false), x).sum();
        assertThat(GradCheck.check(cost, x).error()).isLessThan(1e-8);
    }

    @Test
    void aWrongDerivativeIsFoundAndItsWorstElementNamed() {
        Var cost = tape.apply(new Cube(true), x).sum();
        GradCheck.Report report = GradCheck.check(cost, x);
        assertThat(report.elements()).isEqualTo(3);
        assertThat(report.error()).isGreaterThan(1.9);
        assertThat(report.where()).contains("x[1]: derivative -12.0, central difference 12.0");
    }

    @Test
    void anOperationWithoutDerivativeSaysSo() {
        Var cost = tape.apply(new Opaque(), x).sum();
        assertThatThrownBy(() -> Derivatives.grad(cost, x))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("opaque: has no derivative");
        assertThatThrownBy(() -> Derivatives.jvp(cost, List.of(x), List.of(x))).hasMessage("opaque: has no derivative");
    }
}
