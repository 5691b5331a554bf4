package lanegrad.nn.init;

import java.util.Arrays;
import lanegrad.nn.Init;

/**
 * One value everywhere; units that start alike stay alike, so this is for demonstrations (Liquet, Moka, Nazarathy,
 * section 5.5).
 *
 * @param value the value
 */
public record Constant(double value) implements Init {
    @Override
    public void fill(long key, int in, int out, float[] weights) {
        Arrays.fill(weights, (float) value);
    }
}
