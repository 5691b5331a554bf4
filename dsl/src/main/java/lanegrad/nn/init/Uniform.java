package lanegrad.nn.init;

import lanegrad.kernels.random.Philox;
import lanegrad.nn.Init;

/**
 * Uniform between -bound and bound.
 *
 * @param bound the largest absolute value
 */
public record Uniform(double bound) implements Init {
    /** Between -0.05 and 0.05. */
    public Uniform() {
        this(0.05);
    }

    @Override
    public void fill(long key, int in, int out, float[] weights) {
        Philox.uniform(key, 0, weights, 0, weights.length);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) bound * (2 * weights[i] - 1);
        }
    }
}
