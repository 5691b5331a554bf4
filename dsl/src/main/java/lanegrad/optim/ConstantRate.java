package lanegrad.optim;

import java.util.List;

/**
 * The same rate throughout, after the warm-up.
 *
 * @param warmup the share of all steps, or from 1 the number of steps, in which the rate rises
 */
public record ConstantRate(double warmup) implements Schedule {
    /**
     * Checks the warm-up.
     *
     * @throws IllegalArgumentException if it is below 0
     */
    public ConstantRate {
        Require.notNegative("constant: warmup", warmup);
    }

    /** Without a warm-up. */
    public ConstantRate() {
        this(0);
    }

    @Override
    public double fall(double progress, List<Boolean> improved) {
        return 1;
    }
}
