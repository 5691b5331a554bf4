package lanegrad.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.random.Philox;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

class FrozenTest {
    private static final int IN = 270;
    private static final int OUT = 300;

    private final Parameter weight = new Parameter("w", normal(1, IN, OUT), Parameter.Kind.WEIGHT);
    private final Frozen frozen = new Frozen(List.of(weight));

    /** Masked weights as a layer has them, whose product with the mask isn't a parameter but follows from one. */
    @Test
    void programsForTwoBatchSizesShareWhatFollowsFromTheParametersAndItsPackedForm() {
        Tensor few = factor(frozen.recording(), 8);
        Tensor many = factor(frozen.recording(), 33);
        assertThat(few.data()).isEqualTo(masked(new Tape()).value().data());
        assertThat(many.data()).isSameAs(few.data());
        assertThat(frozen.packed(matrix(many))).isSameAs(frozen.packed(matrix(few)));
    }

    @Test
    void programsOfOthersParametersShareNothing() {
        Frozen others = new Frozen(List.of(weight));
        assertThat(factor(others.recording(), 8).data())
                .isNotSameAs(factor(frozen.recording(), 8).data());
    }

    @Test
    void constantsThatDifferInABitAreTwo() {
        Tensor zero = frozen.constant(Tensor.of(Shape.of(2), 0f, 1f));
        assertThat(frozen.constant(Tensor.of(Shape.of(2), 0f, 1f))).isSameAs(zero);
        assertThat(frozen.constant(Tensor.of(Shape.of(2), -0f, 1f))).isNotSameAs(zero);
        assertThat(frozen.constant(Tensor.of(Shape.of(1, 2), 0f, 1f))).isNotSameAs(zero);
    }

    private Var masked(Tape tape) {
        Tensor mask = Tensor.zeros(Shape.of(IN, OUT));
        for (int i = 0; i < mask.count(); i += 2) {
            mask.data()[i] = 1;
        }
        return tape.parameter(weight).times(tape.constant(mask));
    }

    /** What the one product of a program reads. */
    private Tensor factor(Tape tape, int rows) {
        Program program = Program.of(tape.input("x", normal(2, rows, IN)).matmul(masked(tape)));
        return ((Place.Shared) program.steps().getFirst().in().get(1)).tensor();
    }

    private static Matrix matrix(Tensor tensor) {
        return Matrix.of(tensor.data(), IN, OUT);
    }

    private static Tensor normal(long stream, int... sizes) {
        Tensor tensor = Tensor.zeros(Shape.of(sizes));
        Philox.normal(Philox.key(5, "frozen"), stream, tensor.data(), 0, tensor.count());
        return tensor;
    }
}
