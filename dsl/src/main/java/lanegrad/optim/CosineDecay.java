package lanegrad.optim;

import java.util.List;

/**
 * The rate falls along half a cosine: {@code end + (1 - end) (1 + cos(pi p)) / 2} when a share p of the steps is done
 * (Loshchilov, Hutter, SGDR, 2017, (5), with one period).
 *
 * @param end the share of the rate that is left at the end
 * @param warmup the share of all steps, or from 1 the number of steps, in which the rate rises
 */
public record CosineDecay(double end, double warmup) implements Schedule {
    /** Of the series: what follows is less than a double can tell at 1/2. */
    private static final int LAST_POWER = 24;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public CosineDecay {
        Require.notNegative("cosine: end", end);
        Require.atMostOne("cosine: end", end);
        Require.notNegative("cosine: warmup", warmup);
    }

    /** Down to 0. */
    public CosineDecay() {
        this(0, 0);
    }

    @Override
    public double fall(double progress, List<Boolean> improved) {
        return end + (1 - end) * half(progress);
    }

    /** Half a cosine, from 1 at 0 to 0 at 1. */
    static double half(double progress) {
        return progress > 0.5 ? (1 - cosine(1 - progress)) / 2 : (1 + cosine(progress)) / 2;
    }

    /** cos(pi x) for x up to 1/2, by its series: that of {@link StrictMath} allocates. */
    private static double cosine(double x) {
        double square = Math.PI * x * (Math.PI * x);
        double sum = 1;
        for (int k = LAST_POWER; k > 0; k -= 2) {
            sum = 1 - square / (k * (k - 1.0)) * sum;
        }
        return sum;
    }
}
