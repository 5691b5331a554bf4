package lanegrad.optim;

/**
 * A rule that changes all parameters together, and looks at the cost in several places to find out how far: for small
 * problems whose cost is the same function at each step, that of all rows.
 */
public non-sealed interface Minimizer extends Optimizer {
    /** What is minimised. */
    @FunctionalInterface
    interface Problem {
        /**
         * The cost at a point, infinite where there is none.
         *
         * @param x the point; becomes the one that was looked at, if the problem had to round it
         * @param gradient becomes the gradient there
         */
        double cost(double[] x, double[] gradient);
    }

    /** A minimisation under way, with what it remembers. */
    @FunctionalInterface
    interface Search {
        /**
         * Takes one step, to where the cost isn't higher.
         *
         * @param x the point to start from; becomes the one that is found
         * @param rate the share of its own first length of step to try first
         * @return the cost at the start
         */
        double step(Problem problem, double[] x, double rate);
    }

    /** A minimisation over so many numbers, at its start. */
    Search begin(int size);
}
