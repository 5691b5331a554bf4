package lanegrad.optim;

import lanegrad.kernels.vector.LionStep;
import lanegrad.tensor.Tensor;

/**
 * Steps of one length along the signs of a mean: {@code w <- (1 - rate decay) w - rate sign(beta1 m + (1 - beta1) g), m
 * <- beta2 m + (1 - beta2) g} (Chen et al., Symbolic Discovery of Optimization Algorithms, 2023).
 *
 * @param rate the learning rate
 * @param beta1 how much of the mean counts in a step
 * @param beta2 how much of the mean stays
 * @param decay the decoupled weight decay
 */
public record Lion(double rate, double beta1, double beta2, double decay) implements UpdateRule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Lion {
        Require.positive("lion: rate", rate);
        Require.share("lion: beta1", beta1);
        Require.share("lion: beta2", beta2);
        Require.notNegative("lion: decay", decay);
    }

    /** A rate of 0.0001 and the paper's other values, no decay. */
    public Lion() {
        this(1e-4, 0.9, 0.99, 0);
    }

    @Override
    public String[] state() {
        return new String[] {"mean"};
    }

    @Override
    public void update(Tensor parameter, int from, Tensor gradient, Tensor[] state, Step step) {
        LionStep.run(
                parameter.data(),
                from,
                gradient.data(),
                0,
                state[0].data(),
                from,
                gradient.count(),
                beta1,
                beta2,
                step.descent(decay));
    }
}
