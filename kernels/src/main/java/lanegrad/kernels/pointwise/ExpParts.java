package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;

/**
 * What e^x and e^x - 1 share: x = k ln 2 + r with an integer k and |r| <= ln(2)/2, and e^r = 1 + r + r^2 series(r).
 *
 * <p>The integer is found by adding {@code 1.5 * 2^23 + bias}: the sum is rounded to an integer and carries k + bias in
 * its low bits, ready to become an exponent.
 */
final class ExpParts {
    static final float LOG2_E = 0x1.715476p+0f;
    static final float ROUND = 0x1.8p23f;

    /** ln 2 in two parts; the first is short, so that its product with an integer below 2^9 is exact. */
    private static final float LN2_HIGH = 0x1.62e400p-1f;

    private static final float LN2_LOW = 0x1.7f7d1cp-20f;

    // Minimax in single precision; with them e^r is wrong by 0.86 ulp at most.
    private static final float C6 = 0x1.694000p-10f;
    private static final float C5 = 0x1.125edcp-7f;
    private static final float C4 = 0x1.555b5ap-5f;
    private static final float C3 = 0x1.555450p-3f;
    private static final float C2 = 0x1.fffff6p-2f;

    private ExpParts() {}

    static float remainder(float x, float k) {
        return Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
    }

    static float series(float r) {
        float q = Math.fma(C6, r, C5);
        q = Math.fma(q, r, C4);
        q = Math.fma(q, r, C3);
        return Math.fma(q, r, C2);
    }

    /** e^r. */
    static float power(float r) {
        return Math.fma(Math.fma(series(r), r, 1), r, 1);
    }

    /** The same on vectors. */
    static final class OnLanes {
        private OnLanes() {}

        static FloatVector remainder(FloatVector x, FloatVector k) {
            return Fma.of(k, -LN2_LOW, Fma.of(k, -LN2_HIGH, x));
        }

        static FloatVector series(FloatVector r) {
            FloatVector q = Fma.of(r, C6, C5);
            q = Fma.of(q, r, C4);
            q = Fma.of(q, r, C3);
            return Fma.of(q, r, C2);
        }

        static FloatVector power(FloatVector r) {
            return Fma.of(Fma.of(series(r), r, 1), r, 1);
        }
    }
}
