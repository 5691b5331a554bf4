package lanegrad.optim;

import lanegrad.kernels.vector.Descent;
import lanegrad.tensor.Tensor;

/**
 * A rule that changes a parameter by its gradient; what it remembers is a few tensors of the parameter's shape, held and
 * saved by the trainer.
 */
public interface Optimizer {
    /** The names of the tensors remembered for each parameter, which start as zeros. */
    String[] state();

    /** The learning rate, before any schedule. */
    double rate();

    /**
     * Changes a parameter in place.
     *
     * @param state the remembered tensors, in the order of {@link #state()}
     * @param step what this step is
     */
    void update(Tensor parameter, Tensor gradient, Tensor[] state, Step step);

    /** One step's settings, set anew before each step. */
    final class Step {
        private final boolean decays;
        private long number;
        private double rate;
        private double scale;
        private Descent told = new Descent(0);

        /**
         * A step's settings.
         *
         * @param number 1 for the first
         * @param rate the learning rate now
         * @param scale multiplies the gradient, below 1 when it is clipped
         * @param decays whether the parameter is a weight, to which decay applies
         */
        public Step(long number, double rate, double scale, boolean decays) {
            this.decays = decays;
            this.number = number;
            this.rate = rate;
            this.scale = scale;
        }

        /** Makes this the settings of another step. */
        public void set(long number, double rate, double scale) {
            this.number = number;
            this.rate = rate;
            this.scale = scale;
        }

        /** The step's number, 1 for the first. */
        public long number() {
            return number;
        }

        /** The learning rate. */
        public double rate() {
            return rate;
        }

        /** What multiplies the gradient. */
        public double scale() {
            return scale;
        }

        /** What the kernels are told, with the given decay for a weight and none for a bias. */
        Descent descent(double decay) {
            double shrinking = decays ? decay : 0;
            if (told.rate() != rate || told.decay() != shrinking || told.scale() != scale) {
                told = new Descent(rate, shrinking, 0, scale, Double.POSITIVE_INFINITY);
            }
            return told;
        }
    }
}
