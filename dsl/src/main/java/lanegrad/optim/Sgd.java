package lanegrad.optim;

import lanegrad.kernels.vector.SgdStep;
import lanegrad.tensor.Tensor;

/**
 * Stochastic gradient descent: {@code w <- (1 - rate decay) w - rate g} (Liquet, Moka, Nazarathy, (5.53)).
 *
 * @param rate the learning rate
 * @param decay the decoupled weight decay
 */
public record Sgd(double rate, double decay) implements UpdateRule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the rate isn't above 0 or the decay is below 0
     */
    public Sgd {
        Require.positive("sgd: rate", rate);
        Require.notNegative("sgd: decay", decay);
    }

    /** A rate of 0.01 without decay. */
    public Sgd() {
        this(0.01, 0);
    }

    @Override
    public String[] state() {
        return new String[0];
    }

    @Override
    public void update(Tensor parameter, int from, Tensor gradient, Tensor[] state, Step step) {
        SgdStep.run(parameter.data(), from, gradient.data(), 0, gradient.count(), step.descent(decay));
    }
}
