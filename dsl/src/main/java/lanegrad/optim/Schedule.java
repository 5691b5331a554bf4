package lanegrad.optim;

import java.util.List;

/**
 * How the learning rate changes in training: a factor of the optimiser's rate as a function of the step, so that a run
 * that is resumed goes on as if it had never stopped.
 *
 * <p>It begins with a warm-up of W steps, in which step t = 1, 2 .. has the factor {@link #rise} at t / (W + 1); after it,
 * step t of T in all has the factor {@link #fall} at (t - 1 - W) / (T - W).
 */
public interface Schedule {
    /** The warm-up: below 1 a share of all steps, otherwise a number of steps. */
    double warmup();

    /**
     * The factor after the warm-up.
     *
     * @param progress the share of the steps after the warm-up that is done, at least 0 and below 1
     * @param improved for each epoch done, whether the metric of {@link #watches} got better
     */
    double fall(double progress, List<Boolean> improved);

    /** The factor when a share of the warm-up is done: linear, unless said otherwise. */
    default double rise(double progress) {
        return progress;
    }

    /** The metric that this schedule follows, such as {@code validation.loss}; empty if it follows none. */
    default String watches() {
        return "";
    }

    /**
     * The factor of the rate at a step.
     *
     * @param step from 1
     * @param total how many steps there will be; later ones are as the last
     * @param improved for each epoch done, whether the metric of {@link #watches} got better
     */
    default double factor(long step, long total, List<Boolean> improved) {
        long last = Math.max(1, total);
        long done = Math.min(step, last) - 1;
        long warm = Math.min((long) (warmup() < 1 ? warmup() * last : warmup()), last);
        return done < warm ? rise((done + 1.0) / (warm + 1)) : fall((done - warm) / (double) (last - warm), improved);
    }
}
