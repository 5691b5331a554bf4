package lanegrad.optim;

import java.util.List;

/**
 * The rate falls by the same factor at every step: {@code end^p} when a share p of the steps is done.
 *
 * @param end the share of the rate that is left at the end
 * @param warmup the share of all steps, or from 1 the number of steps, in which the rate rises
 */
public record ExponentialDecay(double end, double warmup) implements Schedule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public ExponentialDecay {
        Require.positive("exponential: end", end);
        Require.atMostOne("exponential: end", end);
        Require.notNegative("exponential: warmup", warmup);
    }

    /** Down to a hundredth. */
    public ExponentialDecay() {
        this(0.01, 0);
    }

    @Override
    public double fall(double progress, List<Boolean> improved) {
        return StrictMath.pow(end, progress);
    }
}
