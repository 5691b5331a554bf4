package lanegrad.kernels.pointwise;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A function's definition in double precision at each float of a block of neighbours: itself at a few of them, between
 * them a polynomial where that is as good.
 *
 * <p>A block is a small part of a power of two, where a smooth function is a polynomial of low degree to twelve places;
 * whether it is one is asked at floats between the nodes.
 */
final class Definition {
    /** The length of a block. */
    static final int BLOCK = 1 << 12;

    private static final int NODES = 9;

    /** Part of a float's last place. */
    private static final double EXACT = 0x1p-12;

    private static final double MIDDLE = (BLOCK - 1) / 2.0;

    private static final double PER_STEP = 1 / MIDDLE;

    /** The places of Chebyshev's nodes in a block, rounded to floats. */
    private static final int[] NODE = IntStream.range(0, NODES)
            .map(k -> (int) Math.round(MIDDLE - MIDDLE * Math.cos(Math.PI * (k + 0.5) / NODES)))
            .toArray();

    private final double[] values = new double[BLOCK];
    private final double[] coefficients = new double[NODES];

    /** The definition at each float of x, in an array that the next call writes again. */
    double[] at(Pointwise f, float[] x) {
        interpolate(f, x);
        for (int k = 0; k <= NODES; k++) {
            int between = k == 0 ? 0 : k == NODES ? BLOCK - 1 : (NODE[k - 1] + NODE[k]) / 2;
            double exact = f.at((double) x[between]);
            // Beyond the greatest float a place is infinite: any polynomial would do.
            double place = Math.ulp((float) exact);
            if (!(Math.abs(values[between] - exact) <= EXACT * place) || Double.isInfinite(place)) {
                for (int i = 0; i < BLOCK; i++) {
                    values[i] = f.at((double) x[i]);
                }
                return values;
            }
        }
        // A zero has a sign, which the polynomial doesn't know.
        double zero = Math.copySign(0, f.at((double) x[BLOCK - 1]));
        for (int i = 0; i < BLOCK; i++) {
            values[i] = values[i] == 0 ? zero : values[i];
        }
        values[0] = f.at((double) x[0]);
        return values;
    }

    /** Newton's form, in units of half a block. */
    private void interpolate(Pointwise f, float[] x) {
        for (int k = 0; k < NODES; k++) {
            coefficients[k] = f.at((double) x[NODE[k]]);
        }
        for (int order = 1; order < NODES; order++) {
            for (int k = NODES - 1; k >= order; k--) {
                coefficients[k] = (coefficients[k] - coefficients[k - 1]) / ((NODE[k] - NODE[k - order]) / MIDDLE);
            }
        }
        Arrays.fill(values, coefficients[NODES - 1]);
        for (int k = NODES - 2; k >= 0; k--) {
            double node = NODE[k];
            double coefficient = coefficients[k];
            for (int i = 0; i < BLOCK; i++) {
                values[i] = values[i] * ((i - node) * PER_STEP) + coefficient;
            }
        }
    }
}
