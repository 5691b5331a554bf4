package lanegrad.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

class BookExamplesTest {
    /** Liquet, Moka, Nazarathy, (5.27)-(5.28): four layers without biases, unrolled by hand as printed. */
    @Test
    void unrolledExampleOfFourScalarLayers() {
        double[] x = {0.7, -0.4, 1.1};
        double[] theta1 = {0.5, 0.3, 0.8};
        double theta2 = 0.9;
        double theta3 = -1.3;
        double theta4 = 2.1;
        double y = 0.25;
        double a1 = Math.max(0, x[0] * theta1[0] + x[1] * theta1[1] + x[2] * theta1[2]);
        double a2 = Math.tanh(theta2 * a1);
        double a3 = 1 / (1 + Math.exp(-theta3 * a2));
        double a4 = theta4 * a3;
        double zeta4 = a4 - y;
        double g4 = a3 * zeta4;
        double zeta3 = theta4 * zeta4;
        double g3 = a2 * a3 * (1 - a3) * zeta3;
        double zeta2 = theta3 * a3 * (1 - a3) * zeta3;
        double g2 = a1 * (1 - a2 * a2) * zeta2;
        double zeta1 = theta2 * (1 - a2 * a2) * zeta2;

        Tape tape = new Tape();
        Var input = tape.input("x", Tensor.of(Shape.of(1, 3), 0.7f, -0.4f, 1.1f));
        Var t1 = tape.input("theta1", Tensor.of(Shape.of(3, 1), 0.5f, 0.3f, 0.8f));
        Var t2 = tape.input("theta2", Tensor.of(Shape.of(1, 1), 0.9f));
        Var t3 = tape.input("theta3", Tensor.of(Shape.of(1, 1), -1.3f));
        Var t4 = tape.input("theta4", Tensor.of(Shape.of(1, 1), 2.1f));
        Var layer1 = input.matmul(t1).map(new Relu());
        Var layer2 = layer1.matmul(t2).map(new Tanh());
        Var layer3 = layer2.matmul(t3).map(new Sigmoid());
        Var out = layer3.matmul(t4);
        Var cost = out.minus(tape.constant(Tensor.scalar(0.25f)))
                .square()
                .scale(0.5f)
                .sum();
        List<Var> gradients = Derivatives.grad(cost, t1, t2, t3, t4);

        assertThat((double) out.value().item()).isCloseTo(a4, within(1e-6));
        for (int i = 0; i < 3; i++) {
            assertThat((double) gradients.get(0).value().data()[i]).isCloseTo(x[i] * zeta1, within(1e-6));
        }
        assertThat((double) gradients.get(1).value().item()).isCloseTo(g2, within(1e-6));
        assertThat((double) gradients.get(2).value().item()).isCloseTo(g3, within(1e-6));
        assertThat((double) gradients.get(3).value().item()).isCloseTo(g4, within(1e-6));
        List<Var> zetas = Derivatives.grad(cost, layer1, layer2, layer3, out);
        double[] expected = {zeta1, zeta2, zeta3, zeta4};
        for (int i = 0; i < 4; i++) {
            assertThat((double) zetas.get(i).value().item()).isCloseTo(expected[i], within(1e-6));
        }
    }

    /**
     * Goodfellow et al., Figure 6.7: u3 = exp(u2 + u1) with u2 = u1^2; the direct derivative is exp(u1 + u2), the total one
     * exp(u1 + u2)(1 + 2 u1).
     */
    @Test
    void partialAndTotalDerivative() {
        Tape tape = new Tape();
        Var u1 = tape.input("u1", Tensor.scalar(0.5f));
        Var u2 = u1.square();
        Var u3 = u2.plus(u1).map(new Exp());
        double direct = Math.exp(0.5 + 0.25);
        Var one = tape.constant(Tensor.scalar(1));
        for (Var partial : Derivatives.partials(u3, one, u1, u2)) {
            assertThat((double) partial.value().item()).isCloseTo(direct, within(1e-6));
        }
        for (Var total : List.of(Derivatives.grad(u3, u1).getFirst(), Derivatives.jvp(u3, List.of(u1), List.of(one)))) {
            assertThat((double) total.value().item()).isCloseTo(direct * (1 + 2 * 0.5), within(1e-6));
        }
    }

    /** The slides on chapter 6, "Solving XOR": the printed weights give exactly 0, 1, 1, 0. */
    @Test
    void printedWeightsSolveXor() {
        Tape tape = new Tape();
        Var x = tape.input(
                "x", Tensor.matrix(new float[] {0, 0}, new float[] {0, 1}, new float[] {1, 0}, new float[] {1, 1}));
        Var w = tape.input("W", Tensor.of(Shape.of(2, 2), 1, 1, 1, 1));
        Var c = tape.input("c", Tensor.of(Shape.of(2), 0, -1));
        Var v = tape.input("w", Tensor.of(Shape.of(2, 1), 1, -2));
        Var y = x.matmul(w).plus(c).map(new Relu()).matmul(v);
        assertThat(y.value().data()).containsExactly(0, 1, 1, 0);
    }
}
