package lanegrad.optim;

import lanegrad.kernels.vector.NadamStep;
import lanegrad.tensor.Tensor;

/**
 * {@link Adam} with the momentum of {@link Nesterov}: {@code w <- w - rate (mu' m / (1 - M') + (1 - mu) g / (1 - M)) /
 * (sqrt(v') + epsilon)}, where mu = beta1 (1 - 0.96^(t psi) / 2) at step t and mu' at the next, and M and M' are the
 * products of all so far (Dozat, 2016).
 *
 * @param rate the learning rate
 * @param beta1 how much of the mean of gradients stays
 * @param beta2 how much of the mean of squared gradients stays
 * @param epsilon keeps the divisor above 0
 * @param psi how fast the momentum grows to beta1
 */
public record Nadam(double rate, double beta1, double beta2, double epsilon, double psi) implements UpdateRule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Nadam {
        Require.positive("nadam: rate", rate);
        Require.share("nadam: beta1", beta1);
        Require.share("nadam: beta2", beta2);
        Require.positive("nadam: epsilon", epsilon);
        Require.notNegative("nadam: psi", psi);
    }

    /** A rate of 0.002 and the paper's other values. */
    public Nadam() {
        this(0.002, 0.9, 0.999, 1e-8, 0.004);
    }

    @Override
    public String[] state() {
        return new String[] {"mean", "square"};
    }

    @Override
    public void update(Tensor parameter, int from, Tensor gradient, Tensor[] state, Step step) {
        NadamStep.run(
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
                psi,
                step.number(),
                step.descent(0));
    }
}
