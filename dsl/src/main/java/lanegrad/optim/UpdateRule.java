package lanegrad.optim;

import lanegrad.tensor.Tensor;

/**
 * A rule that changes a parameter by its gradient; what it remembers is a few tensors of the parameter's shape, held and
 * saved by the trainer.
 */
public non-sealed interface UpdateRule extends Optimizer {
    /** The names of the tensors remembered for each parameter, which start as zeros. */
    String[] state();

    /**
     * Changes a parameter in place.
     *
     * @param state the remembered tensors, in the order of {@link #state()}
     * @param step what this step is
     */
    void update(Tensor parameter, Tensor gradient, Tensor[] state, Step step);
}
