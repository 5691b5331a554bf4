package lanegrad.optim;

import java.util.List;

/**
 * The rate rises from a small one and falls to a very small one, each along half a cosine (Smith, Topin,
 * Super-Convergence, 2018).
 *
 * @param warmup the share of all steps, or from 1 the number of steps, in which the rate rises
 * @param start the share of the rate at the start
 * @param end the share of the rate at the end
 */
public record OneCycle(double warmup, double start, double end) implements Schedule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public OneCycle {
        Require.notNegative("one-cycle: warmup", warmup);
        Require.notNegative("one-cycle: start", start);
        Require.atMostOne("one-cycle: start", start);
        Require.notNegative("one-cycle: end", end);
        Require.atMostOne("one-cycle: end", end);
    }

    /** Up from 1/25 in 0.3 of the steps, down to 1/250000. */
    public OneCycle() {
        this(0.3, 0.04, 4e-6);
    }

    @Override
    public double rise(double progress) {
        return 1 - (1 - start) * CosineDecay.half(progress);
    }

    @Override
    public double fall(double progress, List<Boolean> improved) {
        return end + (1 - end) * CosineDecay.half(progress);
    }
}
