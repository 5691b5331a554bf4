package lanegrad.autodiff.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Program;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would give numbers that mean nothing is refused; what is empty or at a border isn't. */
class RefusedInputsTest {
    private final Tape tape = new Tape();
    private final Var x = tape.input("x", Tensor.of(Shape.of(2, 3), 1, -2, 3, 4, 5, 6));

    @ParameterizedTest
    @ValueSource(floats = {-1, 3, 0.5f, Float.NaN, Float.POSITIVE_INFINITY})
    void aTargetThatIsNoClass(float target) {
        String message =
                "cross-entropy: the target of row 1 is %s; expected a whole number from 0 to 2".formatted(target);
        Var targets = tape.input("y", Tensor.of(Shape.of(2, 1), 2, target));
        assertThatThrownBy(() -> x.crossEntropy(targets)).hasMessage(message);
        Var one = tape.input("one", Tensor.of(Shape.of(2, 1), 1, 1));
        assertThatThrownBy(() -> tape.apply(new CrossEntropyGradient(), x, targets, one))
                .hasMessage(message);
        Tape recording = Tape.recording();
        Tensor logits = x.value();
        Program program = Program.of(recording.input("x", logits).crossEntropy(recording.input("y", targets.value())));
        assertThatThrownBy(program::run).hasMessage(message);
    }

    @Test
    void aVectorOfAnotherShape() {
        Var v = tape.input("v", Tensor.zeros(Shape.of(3, 2)));
        assertThatThrownBy(() -> Derivatives.vjp(x.square(), v, x))
                .hasMessage("vjp: the value is [2, 3], but its vector is [3, 2]; reshape one of them");
    }

    @Test
    void aValueOfAnotherTape() {
        Var other = new Tape().input("x", Tensor.scalar(1));
        Var y = x.square().sum();
        String message = ": a value of shape [] is of another tape; record both on one";
        assertThatThrownBy(() -> Derivatives.grad(y, other)).hasMessage("vjp" + message);
        assertThatThrownBy(() -> Derivatives.vjp(y, other, x)).hasMessage("vjp" + message);
        assertThatThrownBy(() -> Derivatives.jvp(y, List.of(other), List.of(other)))
                .hasMessage("jvp" + message);
    }

    @Test
    void batchesOfMatricesForALayer() {
        Var many = tape.input("many", Tensor.zeros(Shape.of(2, 3, 3)));
        Var bias = tape.input("b", Tensor.zeros(Shape.of(3)));
        assertThatThrownBy(() -> tape.apply(new Affine(), many, many, bias))
                .isInstanceOf(ShapeException.class)
                .hasMessage("affine: expected rows [m, k] and weights [k, n], got [2, 3, 3] and [2, 3, 3]");
    }

    @Test
    void anAxisThatIsNotThere() {
        assertThatThrownBy(() -> x.sumOver(2))
                .isInstanceOf(ShapeException.class)
                .hasMessage("there is no axis 2 in [2, 3]; expected one from -2 to 1");
        assertThatThrownBy(() -> x.sum().softmax())
                .isInstanceOf(ShapeException.class)
                .hasMessage("softmax: expected rows of at least one column, got []");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void sumsOfNothingAreZeros(int axis) {
        for (Shape shape : List.of(Shape.of(0, 3), Shape.of(3, 0))) {
            Var sum = tape.input("empty", Tensor.zeros(shape)).sumOver(axis);
            assertThat(sum.value().data()).containsOnly(new float[sum.shape().count()]);
        }
    }

    @Test
    void zerosOfBothSignsAreEqual() {
        Tensor zeros = Tensor.of(Shape.of(1, 2), -0f, 0f);
        assertThat(tape.input("zeros", zeros).argMaxOver(1).value().item()).isZero();
        double[] place = new double[1];
        new ArgMax(1).define(new double[][] {{-0.0, 0.0}}, new Shape[] {zeros.shape()}, place);
        assertThat(place).containsExactly(0);
    }
}
