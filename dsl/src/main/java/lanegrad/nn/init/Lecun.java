package lanegrad.nn.init;

import lanegrad.nn.Init;

/** Uniform with variance 1 / inputs, between -sqrt(3 / inputs) and its opposite (LeCun et al., Efficient BackProp, 1998). */
public record Lecun() implements Init {
    @Override
    public void fill(long key, int in, int out, float[] weights) {
        new Uniform(Math.sqrt(3.0 / in)).fill(key, in, out, weights);
    }
}
