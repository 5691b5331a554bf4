package lanegrad.optim;

import java.util.List;

/**
 * The rate falls along a power: {@code end + (1 - end) (1 - p)^power} when a share p of the steps is done; linearly with
 * power 1.
 *
 * @param power how steeply it falls at first
 * @param end the share of the rate that is left at the end
 * @param warmup the share of all steps, or from 1 the number of steps, in which the rate rises
 */
public record PolynomialDecay(double power, double end, double warmup) implements Schedule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public PolynomialDecay {
        Require.positive("polynomial: power", power);
        Require.notNegative("polynomial: end", end);
        Require.atMostOne("polynomial: end", end);
        Require.notNegative("polynomial: warmup", warmup);
    }

    /** Along a line down to 0. */
    public PolynomialDecay() {
        this(1, 0, 0);
    }

    @Override
    public double fall(double progress, List<Boolean> improved) {
        return end + (1 - end) * StrictMath.pow(1 - progress, power);
    }
}
