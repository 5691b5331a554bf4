package lanegrad.optim;

import lanegrad.kernels.vector.RmsPropStep;
import lanegrad.tensor.Tensor;

/**
 * Descent with each component divided by the root of its mean square: {@code v <- rho v + (1 - rho) g^2, w <- w - rate g
 * / (sqrt(v) + epsilon)} (Hinton, 2012).
 *
 * @param rate the learning rate
 * @param rho how much of the mean square stays
 * @param epsilon keeps the divisor above 0
 */
public record RmsProp(double rate, double rho, double epsilon) implements UpdateRule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public RmsProp {
        Require.positive("rmsprop: rate", rate);
        Require.share("rmsprop: rho", rho);
        Require.positive("rmsprop: epsilon", epsilon);
    }

    /** A rate of 0.01, a rho of 0.99, an epsilon of 1e-8. */
    public RmsProp() {
        this(0.01, 0.99, 1e-8);
    }

    @Override
    public String[] state() {
        return new String[] {"square"};
    }

    @Override
    public void update(Tensor parameter, int from, Tensor gradient, Tensor[] state, Step step) {
        RmsPropStep.run(
                parameter.data(),
                from,
                gradient.data(),
                0,
                state[0].data(),
                from,
                gradient.count(),
                rho,
                epsilon,
                step.descent(0));
    }
}
