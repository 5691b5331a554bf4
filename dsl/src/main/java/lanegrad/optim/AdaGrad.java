package lanegrad.optim;

import lanegrad.kernels.vector.AdaGradStep;
import lanegrad.tensor.Tensor;

/**
 * Descent with each component divided by the root of the sum of its squares so far: {@code v <- v + g^2, w <- w - rate g
 * / (sqrt(v) + epsilon)} (Duchi, Hazan, Singer, 2011).
 *
 * @param rate the learning rate
 * @param epsilon keeps the divisor above 0
 */
public record AdaGrad(double rate, double epsilon) implements UpdateRule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public AdaGrad {
        Require.positive("adagrad: rate", rate);
        Require.positive("adagrad: epsilon", epsilon);
    }

    /** A rate of 0.01, an epsilon of 1e-10. */
    public AdaGrad() {
        this(0.01, 1e-10);
    }

    @Override
    public String[] state() {
        return new String[] {"square"};
    }

    @Override
    public void update(Tensor parameter, int from, Tensor gradient, Tensor[] state, Step step) {
        AdaGradStep.run(
                parameter.data(),
                from,
                gradient.data(),
                0,
                state[0].data(),
                from,
                gradient.count(),
                epsilon,
                step.descent(0));
    }
}
