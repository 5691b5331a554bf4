package lanegrad.optim;

import lanegrad.kernels.vector.MomentumStep;
import lanegrad.tensor.Tensor;

/**
 * Descent along a decaying sum of gradients: {@code v <- momentum v + g, w <- (1 - rate decay) w - rate v} (Goodfellow et
 * al., section 6.3).
 *
 * @param rate the learning rate
 * @param momentum how much of v stays
 * @param decay the decoupled weight decay
 */
public record Momentum(double rate, double momentum, double decay) implements UpdateRule {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Momentum {
        Require.positive("momentum: rate", rate);
        Require.share("momentum: momentum", momentum);
        Require.notNegative("momentum: decay", decay);
    }

    /** A rate of 0.01, a momentum of 0.9, no decay. */
    public Momentum() {
        this(0.01, 0.9, 0);
    }

    @Override
    public String[] state() {
        return new String[] {"velocity"};
    }

    @Override
    public void update(Tensor parameter, int from, Tensor gradient, Tensor[] state, Step step) {
        MomentumStep.run(
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
