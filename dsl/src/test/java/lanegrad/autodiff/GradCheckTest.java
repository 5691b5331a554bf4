package lanegrad.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import lanegrad.autodiff.op.Apply;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check finds wrong, and what it takes for a kink. */
class GradCheckTest {
    /** x^3, with a derivative of so many x^2. */
    private record Cube(float factor) implements Op {
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
                out.data()[i] = in[0].data()[i] * in[0].data()[i] * in[0].data()[i];
            }
        }

        @Override
        public Var vjp(int input, Var[] in, Var out, Var gradient) {
            return in[0].square().scale(factor).times(gradient);
        }
    }

    /** Where it is steep, at a large cost, and beside one. */
    @ParameterizedTest
    @CsvSource({"0.01, 100, 0", "-1, 1, 1e5", "2, 1, 1e6", "0.5, 1, 1e3", "1, 2000, 0"})
    void aWrongDerivativeIsNoKink(float x, float factor, float cost) {
        GradCheck.Report right = check(new Cube(3), x, factor, cost);
        assertThat(right.kinks()).isZero();
        assertThat(right.elements()).isEqualTo(1);
        assertThat(right.error()).isLessThan(1e-6);
        GradCheck.Report wrong = check(new Cube(2.5f), x, factor, cost);
        assertThat(wrong.kinks()).isZero();
        assertThat(wrong.elements()).isEqualTo(1);
        assertThat(wrong.error()).isGreaterThan(0.01);
        assertThat(wrong.where()).startsWith("x[0]: derivative ");
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1e-8f, -5e-8f})
    void aKinkCannotBeCompared(float x) {
        GradCheck.Report report = check(new Apply(new Relu()), x, 1, 0);
        assertThat(report.kinks()).isEqualTo(1);
        assertThat(report.elements()).isZero();
    }

    @ParameterizedTest
    @ValueSource(floats = {4e-6f, -4e-7f, 1e-3f, 2})
    void besideAKinkTheSlopeIsThatOfItsSide(float x) {
        GradCheck.Report report = check(new Apply(new Relu()), x, 1, 0);
        assertThat(report.kinks()).isZero();
        assertThat(report.elements()).isEqualTo(1);
        assertThat(report.error()).isLessThan(1e-7);
    }

    /** Errors beyond what is rounded. */
    @Test
    void ofManyElementsTheWorstIsTold() {
        Tape tape = new Tape();
        Var x = tape.input("x", Tensor.of(Shape.of(3), 0.1f, 3, 0.2f));
        GradCheck.Report report = GradCheck.check(tape.apply(new Cube(2.9f), x).sum(), x);
        assertThat(report.elements()).isEqualTo(3);
        assertThat(report.where()).startsWith("x[1]: derivative 26.1");
    }

    private static GradCheck.Report check(Op op, float at, float factor, float cost) {
        Tape tape = new Tape();
        Var x = tape.input("x", Tensor.scalar(at));
        Var y = tape.apply(op, x.scale(factor));
        return GradCheck.check(y.plus(tape.constant(Tensor.scalar(cost))), x);
    }
}
