package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * e^x for x that is at most 0, as what is left after a shift: within 2.5 units of the last place, and 0 below -87, where
 * it would vanish beside the 1 of the greatest element.
 *
 * <p>x = k ln 2 + r with an integer k and |r| <= ln(2)/2. Adding {@code ROUND} rounds x / ln 2 to k and carries k + 127,
 * the exponent of 2^k, in the sum's low bits. Cheaper than {@link lanegrad.kernels.pointwise.Exp}, because softmax is
 * as fast as its exponential.
 */
final class Falling {
    private static final float LEAST = -87;
    private static final float LOG2_E = 0x1.715476p+0f;
    private static final float ROUND = 0x1.8p23f + 127;

    /** ln 2 in two parts; the first is short, so that its product with k is exact. */
    private static final float LN2_HIGH = 0x1.62e400p-1f;

    private static final float LN2_LOW = 0x1.7f7d1cp-20f;

    // Minimax of (e^r - 1 - r) / r^2.
    private static final float C5 = 0x1.106250p-7f;
    private static final float C4 = 0x1.572a64p-5f;
    private static final float C3 = 0x1.5557b0p-3f;
    private static final float C2 = 0x1.fffdfcp-2f;

    private Falling() {}

    static float at(float x) {
        float shifted = Math.fma(x, LOG2_E, ROUND);
        float k = shifted - ROUND;
        float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
        float s = r * r;
        float q = Math.fma(Math.fma(r, C5, C4), s, Math.fma(r, C3, C2));
        float power = Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23);
        float y = Math.fma(Math.fma(q, s, r), power, power);
        return x < LEAST ? 0 : y;
    }

    /** The same on vectors. */
    static final class OnLanes {
        private OnLanes() {}

        static FloatVector at(FloatVector x) {
            FloatVector shifted = x.fma(LOG2_E, ROUND);
            FloatVector k = shifted.sub(ROUND);
            FloatVector r = k.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), x);
            r = k.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), r);
            FloatVector s = r.mul(r);
            FloatVector q = r.fma(C5, C4).fma(s, r.fma(C3, C2));
            FloatVector power = shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, 23)
                    .reinterpretAsFloats();
            return q.fma(s, r).fma(power, power).blend(0f, x.compare(VectorOperators.LT, LEAST));
        }
    }
}
