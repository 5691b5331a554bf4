package lanegrad.optim;

/**
 * L-BFGS: a Newton step {@code x <- x - t H g}, in which H follows from how the gradient changed over the last steps (the
 * two-loop recursion), and t from a line search for the strong Wolfe conditions (Nocedal, Wright, Numerical Optimization,
 * Algorithms 7.4, 7.5 and 3.5).
 *
 * <p>It needs the whole training split in one batch. An epoch is a step.
 *
 * @param history how many steps are remembered
 * @param evaluations the most evaluations of the cost in a line search
 */
public record Lbfgs(int history, int evaluations) implements Minimizer {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below 1 or above 1000
     */
    public Lbfgs {
        Require.count("lbfgs: history", history);
        Require.count("lbfgs: evaluations", evaluations);
    }

    /** Ten steps, at most 25 evaluations. */
    public Lbfgs() {
        this(10, 25);
    }

    /** 1: the first length that is tried is that of a Newton step. */
    @Override
    public double rate() {
        return 1;
    }

    @Override
    public Search begin(int size) {
        return new LbfgsSearch(size, history, evaluations);
    }
}
