package lanegrad.optim;

import java.util.List;

/**
 * The rate drops whenever a metric hasn't got better for more than so many epochs.
 *
 * @param metric such as {@code validation.loss} or {@code train.loss}
 * @param patience the epochs without an improvement that are borne
 * @param factor what each drop multiplies the rate by
 * @param warmup the share of all steps, or from 1 the number of steps, in which the rate rises
 */
public record Plateau(String metric, int patience, double factor, double warmup) implements Schedule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Plateau {
        Require.notNegative("plateau: patience", patience);
        Require.positive("plateau: factor", factor);
        Require.atMostOne("plateau: factor", factor);
        Require.notNegative("plateau: warmup", warmup);
    }

    /** A tenth when the validation loss hasn't got better for more than 10 epochs. */
    public Plateau() {
        this("validation.loss", 10, 0.1, 0);
    }

    @Override
    public String watches() {
        return metric;
    }

    @Override
    public double fall(double progress, List<Boolean> improved) {
        int drops = 0;
        int waited = 0;
        for (boolean better : improved) {
            waited = better ? 0 : waited + 1;
            if (waited > patience) {
                drops++;
                waited = 0;
            }
        }
        return StrictMath.pow(factor, drops);
    }
}
