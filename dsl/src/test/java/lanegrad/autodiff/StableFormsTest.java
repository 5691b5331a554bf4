package lanegrad.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Log;
import lanegrad.kernels.pointwise.Log1p;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What is written in the obvious way is exact where the obvious way would overflow or lose all digits. */
class StableFormsTest {
    private static final float[] EXTREME = {-1e30f, -200, -1, 0, 1, 90, 1e4f, 1e30f};

    @Test
    void logarithmOfSoftmax() {
        check(
                "log-softmax",
                z -> z.softmax().map(new Log()),
                Shape.of(1, 3),
                new float[] {0, 200, -1e4f},
                -200,
                0,
                -10200);
    }

    @Test
    void logarithmOfASumOfExponentials() {
        check(
                "log-sum-exp",
                z -> z.map(new Exp()).sumOver(-1).map(new Log()),
                Shape.of(2, 2),
                new float[] {1000, 1000, -500, -500},
                (float) (1000 + StrictMath.log(2)),
                (float) (-500 + StrictMath.log(2)));
    }

    @Test
    void logarithmOfASigmoid() {
        float[] expected = new float[EXTREME.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) (Math.min(EXTREME[i], 0) - StrictMath.log1p(StrictMath.exp(-Math.abs(EXTREME[i]))));
        }
        check("log-sigmoid", z -> z.map(new Sigmoid()).map(new Log()), Shape.of(8), EXTREME, expected);
    }

    @Test
    void logarithmOfOnePlusAnExponential() {
        float[] expected = new float[EXTREME.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) (Math.max(EXTREME[i], 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(EXTREME[i]))));
        }
        check("softplus", z -> z.map(new Exp()).map(new Log1p()), Shape.of(8), EXTREME, expected);
    }

    @Test
    void otherSumsAndLogarithmsStayWhatTheyAre() {
        Tape tape = Tape.recording();
        Var z = tape.input("z", Tensor.zeros(Shape.of(2, 3)));
        z.map(new Exp()).sumOver(0).map(new Log());
        z.map(new Exp()).sum().map(new Log());
        z.sumOver(-1).map(new Log());
        z.map(new Log()).map(new Exp());
        assertThat(tape.toString()).doesNotContain("log-");
    }

    /** Eagerly and compiled, with derivatives that are finite as well. */
    private static void check(String name, UnaryOperator<Var> written, Shape shape, float[] z, float... expected) {
        Tensor in = Tensor.of(shape, z);
        Tape tape = new Tape();
        Var x = tape.input("z", in);
        Var y = written.apply(x);
        assertThat(tape.toString()).contains(name + " ");
        Var slope = Derivatives.grad(y.sum(), x).getFirst();
        Tape recording = Tape.recording();
        Var recorded = recording.input("z", in);
        Var result = written.apply(recorded);
        Program program =
                Program.of(result, Derivatives.grad(result.sum(), recorded).getFirst());
        program.run();
        assertThat(program.value(0).data()).isEqualTo(y.value().data());
        assertThat(program.value(1).data()).isEqualTo(slope.value().data());
        for (int i = 0; i < expected.length; i++) {
            double tolerance = 1e-6 * Math.max(Math.abs(expected[i]), Float.MIN_NORMAL);
            assertThat((double) y.value().data()[i]).isCloseTo(expected[i], within(tolerance));
        }
        for (float element : slope.value().data()) {
            assertThat(element).isFinite();
        }
    }
}
