package lanegrad.optim;

import lanegrad.kernels.vector.Descent;

/** A rule that changes parameters so that the cost falls: each by its gradient alone, or all together. */
public sealed interface Optimizer permits UpdateRule, Minimizer {
    /** The learning rate, before any schedule. */
    double rate();

    /** One step's settings, set anew before each step. */
    final class Step {
        private final double decay;
        private final Descent told;
        private long number;
        private double rate;
        private double scale = 1;

        /**
         * The settings of a parameter, before its first step.
         *
         * @param decay multiplies the optimiser's own decay of weights, 0 for a bias
         * @param l2 the factor of the penalty l2/2 |w|^2, whose gradient each step adds
         * @param bound the most that remains of a component of the gradient, infinity for any
         */
        public Step(double decay, double l2, double bound) {
            this.decay = decay;
            told = new Descent(0, 0, l2, 1, bound);
        }

        /** Makes this the settings of another step, from 1, at a learning rate. */
        public void set(long number, double rate) {
            this.number = number;
            this.rate = rate;
        }

        /** Sets what multiplies the gradient, below 1 when its norm is clipped. */
        public void scale(double factor) {
            scale = factor;
        }

        /** The step's number, 1 for the first. */
        public long number() {
            return number;
        }

        /** What the kernels are told, with an optimiser's own decay. */
        Descent descent(double ofOptimizer) {
            return told.set(rate, decay * ofOptimizer, scale);
        }
    }
}
