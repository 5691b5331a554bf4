package lanegrad.optim;

import lanegrad.kernels.vector.NesterovStep;
import lanegrad.tensor.Tensor;

/**
 * Momentum whose gradient is taken where it leads to: {@code v <- momentum v + g, w <- (1 - rate decay) w - rate (g +
 * momentum v)} (Sutskever et al., 2013, in the form that keeps the weights at the look-ahead).
 *
 * @param rate the learning rate
 * @param momentum how much of v stays
 * @param decay the decoupled weight decay
 */
public record Nesterov(double rate, double momentum, double decay) implements UpdateRule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Nesterov {
        Require.positive("nesterov: rate", rate);
        Require.share("nesterov: momentum", momentum);
        Require.notNegative("nesterov: decay", decay);
    }

    /** A rate of 0.01, a momentum of 0.9, no decay. */
    public Nesterov() {
        this(0.01, 0.9, 0);
    }

    @Override
    public String[] state() {
        return new String[] {"velocity"};
    }

    @Override
    public void update(Tensor parameter, int from, Tensor gradient, Tensor[] state, Step step) {
        NesterovStep.run(
                parameter.data(),
                from,
                gradient.data(),
                0,
                state[0].data(),
                from,
                gradient.count(),
                momentum,
                step.descent(decay));
    }
}
