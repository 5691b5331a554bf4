package lanegrad.optim;

import java.util.List;

/**
 * The rate drops again and again: {@code factor^floor(p / every)} when a share p of the steps is done.
 *
 * @param every the share of the steps between two drops
 * @param factor what each drop multiplies the rate by
 * @param warmup the share of all steps, or from 1 the number of steps, in which the rate rises
 */
public record StepDecay(double every, double factor, double warmup) implements Schedule {
    /** So that a step at which a drop is due isn't missed by rounding. */
    private static final double SLACK = 1e-9;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public StepDecay {
        Require.positive("step: every", every);
        Require.atMostOne("step: every", every);
        Require.positive("step: factor", factor);
        Require.atMostOne("step: factor", factor);
        Require.notNegative("step: warmup", warmup);
    }

    /** A tenth after each 0.3 of the steps. */
    public StepDecay() {
        this(0.3, 0.1, 0);
    }

    @Override
    public double fall(double progress, List<Boolean> improved) {
        return StrictMath.pow(factor, Math.floor(progress / every + SLACK));
    }
}
