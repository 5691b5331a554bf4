package lanegrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Floats to test with, and how to compare them. */
public final class Floats {
    /** Written around results, to see that nothing else is touched. */
    public static final float GUARD = -12345.678f;

    private Floats() {}

    /** Zeros, denormals, powers of two, places where functions overflow or change their form, what is not a number. */
    public static float[] special() {
        float[] positive = {
            0f,
            Float.MIN_VALUE,
            3 * Float.MIN_VALUE,
            Float.MIN_NORMAL / 2,
            Math.nextDown(Float.MIN_NORMAL),
            Float.MIN_NORMAL,
            0x1p-100f,
            0x1p-26f,
            0x1p-25f,
            0x1p-24f,
            1e-4f,
            0.1f,
            1 / 3f,
            0.34f,
            0.5f,
            0.55f,
            0.625f,
            Math.nextUp(0.625f),
            2 / 3f,
            0.69314718f,
            0.70710678f,
            0.9f,
            Math.nextDown(1f),
            1f,
            Math.nextUp(1f),
            4 / 3f,
            1.41421356f,
            2f,
            2.718281828f,
            3f,
            4.5f,
            9f,
            10f,
            10.1f,
            16.6f,
            17.4f,
            20f,
            30f,
            30.1f,
            66f,
            87f,
            87.34f,
            88f,
            88.4f,
            88.72283f,
            88.722839f,
            88.7229f,
            89f,
            89.1f,
            90f,
            100f,
            100.1f,
            103.2f,
            103.97f,
            103.98f,
            104f,
            104.1f,
            150f,
            1000f,
            8388607.5f,
            16777217f,
            0x1p25f,
            0x1p31f,
            0x1p63f,
            1.8e19f,
            0x1p100f,
            0x1p126f,
            0x1p127f,
            0x1.8p127f,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NaN
        };
        float[] both = new float[2 * positive.length];
        for (int i = 0; i < positive.length; i++) {
            both[2 * i] = positive[i];
            both[2 * i + 1] = -positive[i];
        }
        return both;
    }

    /** Floats with all exponents and signs, spread over the line of bit patterns. */
    public static float[] spread(int count) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = Float.intBitsToFloat((int) (i * ((1L << 32) / count) + 12345));
        }
        return x;
    }

    /** Reproducible numbers around zero, most of them below 4. */
    public static float[] normal(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    /** Lengths from nothing to some vectors of any width, and around 1024. */
    public static int[] lengths() {
        return IntStream.concat(IntStream.rangeClosed(0, 4 * 16 + 3), IntStream.of(1021, 1023, 1024, 1025, 1031))
                .toArray();
    }

    /** An array of guards. */
    public static float[] guarded(int length) {
        float[] x = new float[length];
        java.util.Arrays.fill(x, GUARD);
        return x;
    }

    /** Compares bits, but takes whatever is not a number for the same. */
    public static void assertSameBits(float[] actual, float[] expected, Object what) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int i = 0; i < actual.length; i++) {
            if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
                assertThat(actual[i])
                        .as(
                                "%s, element %d of %d: expected %h, got %h",
                                what,
                                i,
                                actual.length,
                                Float.floatToIntBits(expected[i]),
                                Float.floatToIntBits(actual[i]))
                        .isEqualTo(expected[i]);
                throw new AssertionError("element " + i + " of " + what + ": " + actual[i] + ", not " + expected[i]);
            }
        }
    }

    /** How far a float is from a number, in units of the last place of that number as a float. */
    public static double ulps(float actual, double expected) {
        if (Double.isNaN(expected) || Float.isNaN(actual)) {
            return Double.isNaN(expected) && Float.isNaN(actual) ? 0 : Double.POSITIVE_INFINITY;
        }
        float rounded = (float) expected;
        if (rounded == actual) {
            boolean sameSign = Math.signum(expected) != 0 || 1 / expected == 1 / (double) actual;
            return sameSign ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Float.isInfinite(rounded) || Float.isInfinite(actual)) {
            // Beside the greatest float, infinity is one place away.
            return Math.abs(rounded) >= Float.MAX_VALUE && Math.abs(actual) >= Float.MAX_VALUE
                    ? 1
                    : Double.POSITIVE_INFINITY;
        }
        return Math.abs(actual - expected) / Math.ulp(rounded);
    }
}
