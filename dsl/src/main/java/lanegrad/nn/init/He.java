package lanegrad.nn.init;

import lanegrad.nn.Init;

/** Normal with variance 2 / inputs, for ReLU (Liquet, Moka, Nazarathy, section 5.5). */
public record He() implements Init {
    @Override
    public void fill(long key, int in, int out, float[] weights) {
        Normal.fill(key, Math.sqrt(2.0 / in), weights);
    }
}
