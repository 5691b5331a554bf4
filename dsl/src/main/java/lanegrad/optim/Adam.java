package lanegrad.optim;

import lanegrad.kernels.vector.AdamStep;
import lanegrad.tensor.Tensor;

/**
 * Adam (Kingma, Ba, 2015): {@code m <- beta1 m + (1 - beta1) g, v <- beta2 v + (1 - beta2) g^2,
 * w <- w - rate m' / (sqrt(v') + epsilon)}, where m' = m / (1 - beta1^t) and v' = v / (1 - beta2^t) at step t.
 *
 * @param rate the learning rate
 * @param beta1 how much of the mean of gradients stays
 * @param beta2 how much of the mean of squared gradients stays
 * @param epsilon keeps the divisor above 0
 */
public record Adam(double rate, double beta1, double beta2, double epsilon) implements UpdateRule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Adam {
        Require.positive("adam: rate", rate);
        Require.share("adam: beta1", beta1);
        Require.share("adam: beta2", beta2);
        Require.positive("adam: epsilon", epsilon);
    }

    /** A rate of 0.001 and the paper's other values. */
    public Adam() {
        this(0.001);
    }

    /** The paper's other values. */
    public Adam(double rate) {
        this(rate, 0.9, 0.999, 1e-8);
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
                step.descent(0));
    }
}
