package lanegrad.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lanegrad.autodiff.Duals.Dual;
import lanegrad.kernels.random.Philox;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Derivatives of random programs by the tape, by dual numbers and by central differences. */
class RandomProgramsTest {
    private static final double STEP = 1e-5;

    private int compared;
    private int kinks;

    @Test
    void aHundredPrograms() {
        check(0, 100);
    }

    @Test
    @Tag("slow")
    void fiveThousandPrograms() {
        check(1000, 6000);
    }

    /** The derivative of a derivative along the leaves, through the same operations. */
    @Test
    void secondDerivativesOfAHundredPrograms() {
        int elements = 0;
        int outliers = 0;
        for (int seed = 0; seed < 100; seed++) {
            Tape tape = new Tape();
            Var x = leaf(tape, "x", seed, Shape.of(2 + seed % 2, 3));
            Var y = leaf(tape, "y", seed, Shape.of(3, 2));
            Var cost = new RandomProgram<>(new OnTape(), seed).run(x, y);
            List<Var> gradients = Derivatives.grad(cost, x, y);
            Var slope = gradients
                    .get(0)
                    .times(x)
                    .sum()
                    .plus(gradients.get(1).times(y).sum());
            GradCheck.Report report = GradCheck.check(slope, x, y);
            assertThat(report.error())
                    .as("program %d: %s", seed, report.where())
                    .isLessThan(1e-5);
            elements += report.elements();
            outliers += report.kinks();
        }
        assertThat(elements).isGreaterThan(1000);
        assertThat(outliers).as("of %d", elements).isLessThan(elements / 50);
    }

    private void check(int from, int to) {
        for (int seed = from; seed < to; seed++) {
            check(seed);
        }
        assertThat(compared).isGreaterThan(5 * (to - from));
        assertThat(kinks).as("of %d", compared).isLessThan(compared / 500 + 1);
    }

    private void check(int seed) {
        Tape tape = new Tape();
        Var x = leaf(tape, "x", seed, Shape.of(2 + seed % 2, 3));
        Var y = leaf(tape, "y", seed, Shape.of(3, 2));
        Var cost = new RandomProgram<>(new OnTape(), seed).run(x, y);
        List<Var> gradients = Derivatives.grad(cost, x, y);
        Var forward = Derivatives.jvp(cost, List.of(x, y), List.of(x, y));
        double[][] values = new Interpreter(tape, tape.size() - 1).run();
        double[][] in = {values[x.id()], values[y.id()]};

        Dual radial = run(seed, x, y, in, in);
        assertClose(seed, "value", values[cost.id()][0], radial.at());
        assertClose(seed, "forward mode", values[forward.id()][0], radial.slope());
        for (int leaf = 0; leaf < 2; leaf++) {
            double[] gradient = values[gradients.get(leaf).id()];
            for (int i = 0; i < gradient.length; i++) {
                double[][] unit = {new double[in[0].length], new double[in[1].length]};
                unit[leaf][i] = 1;
                double dual = run(seed, x, y, in, unit).slope();
                assertClose(seed, (leaf == 0 ? "x" : "y") + i, gradient[i], dual);
                compare(seed, dual, difference(seed, x, y, in, unit, STEP), difference(seed, x, y, in, unit, STEP / 2));
            }
        }
    }

    /** Where two steps give two differences there is a kink between them, and nothing to compare with. */
    private void compare(int seed, double dual, double difference, double half) {
        compared++;
        double scale = Math.max(1, Math.abs(dual));
        if (Math.abs(difference - half) > 1e-6 * scale) {
            kinks++;
        } else {
            assertThat(difference).as("program %d", seed).isCloseTo(dual, within(1e-6 * scale));
        }
    }

    private static void assertClose(int seed, String what, double tape, double dual) {
        assertThat(tape).as("program %d, %s", seed, what).isCloseTo(dual, within(1e-9 * Math.max(1, Math.abs(dual))));
    }

    private static double difference(int seed, Var x, Var y, double[][] in, double[][] unit, double step) {
        double[][] none = {new double[in[0].length], new double[in[1].length]};
        double above = run(seed, x, y, moved(in, unit, step), none).at();
        double below = run(seed, x, y, moved(in, unit, -step), none).at();
        return (above - below) / (2 * step);
    }

    private static Dual run(int seed, Var x, Var y, double[][] in, double[][] slopes) {
        Dual[][] result = new RandomProgram<>(new Duals(), seed)
                .run(duals(x.shape(), in[0], slopes[0]), duals(y.shape(), in[1], slopes[1]));
        return result[0][0];
    }

    private static Dual[][] duals(Shape shape, double[] at, double[] slopes) {
        Dual[][] duals = new Dual[shape.size(0)][shape.size(1)];
        for (int i = 0; i < at.length; i++) {
            duals[i / shape.size(1)][i % shape.size(1)] = new Dual(at[i], slopes[i]);
        }
        return duals;
    }

    private static double[][] moved(double[][] in, double[][] unit, double step) {
        double[][] moved = {in[0].clone(), in[1].clone()};
        for (int leaf = 0; leaf < 2; leaf++) {
            for (int i = 0; i < moved[leaf].length; i++) {
                moved[leaf][i] += step * unit[leaf][i];
            }
        }
        return moved;
    }

    private static Var leaf(Tape tape, String name, int seed, Shape shape) {
        Tensor tensor = Tensor.zeros(shape);
        Philox.normal(Philox.key(seed, name), 0, tensor.data(), 0, tensor.count());
        return tape.input(name, tensor);
    }
}
