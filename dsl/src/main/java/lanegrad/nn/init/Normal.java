package lanegrad.nn.init;

import lanegrad.kernels.random.Philox;
import lanegrad.nn.Init;

/**
 * Normal with mean 0.
 *
 * @param deviation the standard deviation, 1 for the standard normal
 */
public record Normal(double deviation) implements Init {
    /** The standard normal. */
    public Normal() {
        this(1);
    }

    @Override
    public void fill(long key, int in, int out, float[] weights) {
        fill(key, deviation, weights);
    }

    static void fill(long key, double deviation, float[] weights) {
        Philox.normal(key, 0, weights, 0, weights.length);
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= (float) deviation;
        }
    }
}
