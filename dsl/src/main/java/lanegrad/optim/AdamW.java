package lanegrad.optim;

import lanegrad.kernels.vector.AdamStep;
import lanegrad.tensor.Tensor;

/**
 * {@link Adam} with decoupled weight decay: first {@code w <- (1 - rate decay) w} (Liquet, Moka, Nazarathy, (5.53)).
 *
 * @param rate the learning rate
 * @param decay the decay of the weights
 * @param beta1 how much of the mean of gradients stays
 * @param beta2 how much of the mean of squared gradients stays
 * @param epsilon keeps the divisor above 0
 */
public record AdamW(double rate, double decay, double beta1, double beta2, double epsilon) implements UpdateRule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public AdamW {
        Require.positive("adamw: rate", rate);
        Require.notNegative("adamw: decay", decay);
        Require.share("adamw: beta1", beta1);
        Require.share("adamw: beta2", beta2);
        Require.positive("adamw: epsilon", epsilon);
    }

    /** A rate and a decay, with the other values of {@link Adam}. */
    public AdamW(double rate, double decay) {
        this(rate, decay, 0.9, 0.999, 1e-8);
    }

    /** A rate of 0.001, a decay of 0.01. */
    public AdamW() {
        this(0.001, 0.01);
    }

    @Override
    public String[] state() {
        return new String[] {"mean", "square"};
    }

    @Override
    public void update(Tensor parameter, int from, Tensor gradient, Tensor[] state, Step step) {
        AdamStep.run(
                parameter.data(),
                from,
                gradient.data(),
                0,
                state[0].data(),
                from,
                state[1].data(),
                from,
                gradient.count(),
                beta1,
                beta2,
                epsilon,
                step.number(),
                step.descent(decay));
    }
}
