package lanegrad.nn.init;

import lanegrad.nn.Init;

/** Normal with variance 1 / inputs, for tanh (Liquet, Moka, Nazarathy, (5.37)). */
public record Xavier() implements Init {
    @Override
    public void fill(long key, int in, int out, float[] weights) {
        Normal.fill(key, Math.sqrt(1.0 / in), weights);
    }
}
