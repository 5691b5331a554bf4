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
     * Whether a parameter may be changed in parts: each element by its own gradient and state alone.
     *
     * <p>A rule that has to see all of a gradient, such as its norm, says no, and is given it as a whole.
     */
    default boolean inParts() {
        return true;
    }

    /**
     * Changes a part of a parameter in place: as many elements as the gradient has, in their order.
     *
     * @param from the first of them in the parameter and in what is remembered
     * @param gradient of these elements
     * @param state the remembered tensors, in the order of {@link #state()}
     * @param step what this step is
     */
    void update(Tensor parameter, int from, Tensor gradient, Tensor[] state, Step step);
}
