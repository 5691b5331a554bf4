package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What e^x and e^x - 1 share: x = k ln 2 + r with an integer k and |r| <= ln(2)/2, and e^r = 1 + r + r^2 (...).
 *
 * <p>The integer is found by adding {@code 1.5 * 2^23 + bias}: the sum is rounded to an integer and carries k + bias in
 * its low bits, ready to become an exponent.
 */
final class ExpParts {
    static final float LOG2_E = 0x1.715476p+0f;
    static final float ROUND = 0x1.8p23f;

    /** ln 2 in two parts; the first is short, so that its product with an integer below 2^9 is exact. */
    static final float LN2_HIGH = 0x1.62e400p-1f;

    static final float LN2_LOW = 0x1.7f7d1cp-20f;

    // Minimax in single precision.
    private static final float C6 = 0x1.694000p-10f;
    private static final float C5 = 0x1.125edcp-7f;
    private static final float C4 = 0x1.555b5ap-5f;
    private static final float C3 = 0x1.555450p-3f;
    private static final float C2 = 0x1.fffff6p-2f;

    private ExpParts() {}

    static float remainder(float x, float k) {
        return Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
    }

    /** e^r - 1; by Estrin's scheme, because a loop of exponentials waits for results, not for units. */
    static float rise(float r) {
        return bend(r, r);
    }

    /** e^r - 1 - r + low. */
    static float bend(float r, float low) {
        float s = r * r;
        float q = Math.fma(C6, s, Math.fma(C5, r, C4));
        q = Math.fma(q, s, Math.fma(C3, r, C2));
        return Math.fma(q, s, low);
    }

    /** 2^k, where k plus the exponent's bias is in the low bits. */
    static float scale(float shifted) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23);
    }

    /** The same on vectors. */
    static final class OnLanes {
        private OnLanes() {}

        static FloatVector remainder(FloatVector x, FloatVector k) {
            return Fma.of(k, -LN2_LOW, Fma.of(k, -LN2_HIGH, x));
        }

        static FloatVector rise(FloatVector r) {
            return bend(r, r);
        }

        static FloatVector bend(FloatVector r, FloatVector low) {
            FloatVector s = r.mul(r);
            FloatVector q = Fma.of(s, C6, Fma.of(r, C5, C4));
            q = q.fma(s, Fma.of(r, C3, C2));
            return q.fma(s, low);
        }

        static FloatVector scale(FloatVector shifted) {
            return shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, 23)
                    .reinterpretAsFloats();
        }
    }
}
