package lanegrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LbfgsTest {
    /** f = sum i (x_i - i)^2 / 2: the minimum is at (1, 2, .. n). */
    private static double bowl(double[] x, double[] gradient) {
        double cost = 0;
        for (int i = 0; i < x.length; i++) {
            double away = x[i] - (i + 1);
            gradient[i] = (i + 1) * away;
            cost += gradient[i] * away / 2;
        }
        return cost;
    }

    /** Rosenbrock's valley (1 - a)^2 + 100 (b - a^2)^2, whose minimum is at (1, 1). */
    private static double valley(double[] x, double[] gradient) {
        double across = x[1] - x[0] * x[0];
        gradient[0] = -2 * (1 - x[0]) - 400 * x[0] * across;
        gradient[1] = 200 * across;
        return (1 - x[0]) * (1 - x[0]) + 100 * across * across;
    }

    private static double[] minimise(Minimizer.Problem problem, int steps, double... x) {
        Minimizer.Search search = new Lbfgs().begin(x.length);
        double last = Double.POSITIVE_INFINITY;
        for (int step = 0; step < steps; step++) {
            double cost = search.step(problem, x, 1);
            assertThat(cost).isLessThanOrEqualTo(last);
            last = cost;
        }
        return x;
    }

    @Test
    void findsTheBottomOfABowl() {
        double[] found = minimise(LbfgsTest::bowl, 15, new double[6]);
        assertThat(found).containsExactly(new double[] {1, 2, 3, 4, 5, 6}, within(1e-7));
    }

    @Test
    void findsTheEndOfRosenbrocksValley() {
        double[] found = minimise(LbfgsTest::valley, 40, -1.2, 1);
        assertThat(found).containsExactly(new double[] {1, 1}, within(1e-8));
    }

    @Test
    void staysAtAMinimum() {
        assertThat(minimise(LbfgsTest::valley, 3, 1, 1)).containsExactly(1, 1);
    }

    /** Where costs are infinite it doesn't go: log has its end at 0, the minimum of x - log x is at 1. */
    @Test
    void turnsBackFromWhereThereIsNoCost() {
        double[] found = minimise(
                (x, gradient) -> {
                    gradient[0] = x[0] > 0 ? 1 - 1 / x[0] : 0;
                    return x[0] > 0 ? x[0] - Math.log(x[0]) : Double.POSITIVE_INFINITY;
                },
                30,
                8);
        assertThat(found[0]).isCloseTo(1, within(1e-8));
    }

    /** From random points of the valley, and whatever length is tried first. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-3, 1, 1e3})
    void aLineSearchFulfilsTheStrongWolfeConditions(double first) {
        Random random = new Random(3);
        for (int run = 0; run < 100; run++) {
            double[] x = {random.nextGaussian(), random.nextGaussian()};
            double[] gradient = new double[2];
            double cost = valley(x, gradient);
            double[] direction = {-gradient[0], -gradient[1]};
            double slope = -LbfgsSearch.dot(gradient, gradient);
            LineSearch.Point found = new LineSearch(60).search(LbfgsTest::valley, x, direction, cost, slope, first);
            assertThat(found).isNotNull();
            double[] there = {x[0] + found.t() * direction[0], x[1] + found.t() * direction[1]};
            double after = valley(there, gradient);
            assertThat(after).isLessThanOrEqualTo(cost + 1e-4 * found.t() * slope);
            assertThat(Math.abs(LbfgsSearch.dot(gradient, direction))).isLessThanOrEqualTo(-0.9 * slope);
        }
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Lbfgs(0, 25))
                .hasMessage("lbfgs: history must be at least 1 and at most 1000, but is 0");
        assertThatThrownBy(() -> new Lbfgs(10, 1001))
                .hasMessage("lbfgs: evaluations must be at least 1 and at most 1000, but is 1001");
    }
}
