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

    /**
     * One step's settings.
     *
     * @param number 1 for the first
     * @param rate the learning rate now
     * @param scale multiplies the gradient, below 1 when it is clipped
     * @param decays whether this parameter is a weight, to which decay applies
     */
    record Step(long number, double rate, double scale, boolean decays) {
        /** What the kernels are told, with the given decay for a weight and none for a bias. */
        Descent descent(double decay) {
            return new Descent(rate, decays ? decay : 0, 0, scale, Double.POSITIVE_INFINITY);
        }
    }
}
