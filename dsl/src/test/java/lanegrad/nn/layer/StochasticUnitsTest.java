package lanegrad.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.BernoulliSample;
import lanegrad.autodiff.op.NormalNoise;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.loss.Gaussian;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.nn.Pass;
import lanegrad.nn.layer.BernoulliUnits.Baseline;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Estimates of derivatives by sampling, against the derivatives of the expectation (seeds are fixed). */
class StochasticUnitsTest {
    private static final int ROWS = 40_000;
    private static final float[] LOGITS = {0.5f, -1, 0.2f};
    private static final float[] SLOPES = {1, -2, 3};

    /** Each row's estimates of the derivatives, and what they come to. */
    private record Estimates(float[] rows) {
        double mean(int unit) {
            double sum = 0;
            for (int i = unit; i < rows.length; i += LOGITS.length) {
                sum += rows[i];
            }
            return sum * LOGITS.length / rows.length;
        }

        double variance(int unit) {
            double mean = mean(unit);
            double sum = 0;
            for (int i = unit; i < rows.length; i += LOGITS.length) {
                sum += (rows[i] - mean) * (rows[i] - mean);
            }
            return sum * LOGITS.length / rows.length;
        }
    }

    /** J(y) = 10 + 1 y_1 - 2 y_2 + 3 y_3, all of it large beside what the units change. */
    private static double cost(int y) {
        double cost = 10;
        for (int i = 0; i < SLOPES.length; i++) {
            cost += (y >> i & 1) * SLOPES[i];
        }
        return cost;
    }

    private static double p(int unit) {
        return 1 / (1 + Math.exp(-LOGITS[unit]));
    }

    /** E[J s^power] by enumeration, with s = y - p of a unit. */
    private static double expected(int unit, int power, boolean withCost) {
        double sum = 0;
        for (int y = 0; y < 1 << LOGITS.length; y++) {
            double probability = 1;
            for (int i = 0; i < LOGITS.length; i++) {
                probability *= (y >> i & 1) == 1 ? p(i) : 1 - p(i);
            }
            sum += probability * Math.pow((y >> unit & 1) - p(unit), power) * (withCost ? cost(y) : 1);
        }
        return sum;
    }

    private static Estimates estimate(float... baselines) {
        Tape tape = new Tape();
        Var a = tape.input("a", Tensor.of(Shape.of(3), LOGITS)).broadcastTo(Shape.of(ROWS, 3));
        Var y = tape.apply(new BernoulliSample(7), a.map(new Sigmoid()), tape.input("step", StepNumber.tensor(1)));
        Var cost = y.matmul(tape.input("slopes", Tensor.of(Shape.of(3, 1), SLOPES)))
                .plus(tape.input("offset", Tensor.scalar(10)));
        Var advantage = cost.minus(tape.input("b", Tensor.of(Shape.of(baselines.length), baselines)));
        Var term = Reinforce.term(advantage, Reinforce.logProbability(y, a));
        assertThat(term.sum().value().item()).isZero();
        return new Estimates(Derivatives.grad(term.sum(), a).getFirst().value().data());
    }

    /** Goodfellow et al., (6.13)-(6.16): all baselines leave the mean; the better ones lower the variance. */
    @Test
    void baselinesLowerTheVarianceAndLeaveTheMean() {
        float mean = (float) expected(0, 0, true);
        float[] best = new float[3];
        for (int i = 0; i < 3; i++) {
            best[i] = (float) (expected(i, 2, true) / expected(i, 2, false));
        }
        Estimates none = estimate(0);
        Estimates constant = estimate(mean);
        Estimates optimal = estimate(best);
        for (int i = 0; i < 3; i++) {
            double exact = SLOPES[i] * p(i) * (1 - p(i));
            assertThat(expected(i, 1, true)).isCloseTo(exact, within(1e-6));
            for (Estimates estimates : new Estimates[] {none, constant, optimal}) {
                double error = Math.sqrt(estimates.variance(i) / ROWS);
                assertThat(estimates.mean(i)).isCloseTo(exact, within(5 * error));
            }
            assertThat(constant.variance(i)).isLessThan(0.1 * none.variance(i));
            assertThat(optimal.variance(i)).isLessThan(constant.variance(i));
        }
    }

    /** (6.11): with y = m + s e, the mean of y^2 is m^2 + s^2, its derivatives 2 m and 2 s. */
    @Test
    void derivativesFlowThroughGaussianSamples() {
        Tape tape = new Tape();
        Var m = tape.input("m", Tensor.scalar(0.7f));
        Var s = tape.input("s", Tensor.scalar(1.5f));
        Var noise = tape.apply(new NormalNoise(3, Shape.of(ROWS, 1)), tape.input("step", StepNumber.tensor(1)));
        Var mean = m.plus(s.times(noise)).square().mean();
        var gradients = Derivatives.grad(mean, m, s);
        assertThat((double) gradients.get(0).value().item()).isCloseTo(1.4, within(5 * 3 / Math.sqrt(ROWS)));
        assertThat((double) gradients.get(1).value().item()).isCloseTo(3, within(5 * 5 / Math.sqrt(ROWS)));
    }

    /** The layer's own derivatives, averaged over steps, are those of the expected cost, whatever is subtracted. */
    @ParameterizedTest
    @EnumSource(Baseline.class)
    void theLayersEstimatesAreRightOnAverage(Baseline baseline) {
        Model model = new Model(
                ModelSpec.of(layers -> layers.layer(new BernoulliUnits(3, baseline, false)))
                        .output(new Gaussian()),
                1,
                1,
                4);
        set(model, "0.bernoulli-units.weight", 0, 0, 0);
        set(model, "0.bernoulli-units.bias", LOGITS);
        set(model, "1.dense.weight", SLOPES);
        Tensor x = Tensor.zeros(Shape.of(2000, 1));
        Tensor y = Tensor.zeros(Shape.of(2000, 1));
        Arrays.fill(y.data(), 5);
        double[] sums = new double[3];
        int steps = 60;
        for (int step = 0; step < steps; step++) {
            Tape tape = new Tape();
            Pass pass = Pass.training(tape, StepNumber.tensor(step));
            Var cost = model.cost(tape.input("x", x), tape.input("y", y), pass);
            Var gradient = Derivatives.grad(cost, tape.parameter(parameter(model, "0.bernoulli-units.bias")))
                    .getFirst();
            for (int i = 0; i < 3; i++) {
                sums[i] += gradient.value().data()[i] / steps;
            }
            for (Map.Entry<Parameter, Var> followed : pass.followed().entrySet()) {
                float[] now = followed.getValue().value().data();
                System.arraycopy(now, 0, followed.getKey().value().data(), 0, now.length);
            }
        }
        for (int i = 0; i < 3; i++) {
            assertThat(sums[i]).isCloseTo(exact(i), within(0.06));
        }
        if (baseline == Baseline.CONSTANT) {
            float average =
                    parameter(model, "0.bernoulli-units.baseline").value().item();
            assertThat((double) average).isCloseTo(expectedSquares(-1), within(0.2));
        }
    }

    /** The derivative by a logit of E[(5 - slopes y)^2 / 2], by enumeration. */
    private static double exact(int unit) {
        return p(unit) * (1 - p(unit)) * (expectedSquares(unit + 3) - expectedSquares(unit));
    }

    /** E[(5 - slopes y)^2 / 2 + log(2 pi) / 2]; of those where a unit is 0 (unit) or 1 (unit + 3), of all for -1. */
    private static double expectedSquares(int which) {
        double sum = 0;
        for (int y = 0; y < 8; y++) {
            double probability = 1;
            for (int i = 0; i < 3; i++) {
                int bit = y >> i & 1;
                double own = bit == 1 ? p(i) : 1 - p(i);
                probability *= which == i ? 1 - bit : which == i + 3 ? bit : own;
            }
            double gap = 5 - (cost(y) - 10);
            sum += probability * (gap * gap / 2 + Math.log(2 * Math.PI) / 2);
        }
        return sum;
    }

    private static Parameter parameter(Model model, String name) {
        return model.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void set(Model model, String name, float... values) {
        System.arraycopy(values, 0, parameter(model, name).value().data(), 0, values.length);
    }
}
