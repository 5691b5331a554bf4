package lanegrad.nn.init;

import java.util.Arrays;
import lanegrad.nn.Init;

/** Zeros; units that start alike stay alike, so this is for demonstrations (Liquet, Moka, Nazarathy, section 5.5). */
public record Zeros() implements Init {
    @Override
    public void fill(long key, int in, int out, float[] weights) {
        Arrays.fill(weights, 0);
    }
}
