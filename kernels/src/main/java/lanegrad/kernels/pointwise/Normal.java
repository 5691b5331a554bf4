package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The standard normal distribution, for {@link Gelu} and its derivatives.
 *
 * <p>The left tail is {@code P(X < -a) = e^(-a^2/2) / (2 + sqrt(2 pi) a + a N(a) / D(a))} with polynomials N and D, whose
 * rounding errors count for little at any a. Products with e^(-a^2/2) are scaled by 2^48, by which they never become
 * denormal.
 */
public final class Normal {
    /** Where the series ends and the continued fraction begins. */
    private static final double NEAR = 3;

    /** Beyond it, the density and the tail are 0. */
    static final float FAR = 14.4f;

    /** 1 / sqrt(2 pi). */
    static final float HEIGHT = 0x1.988454p-2f;

    /** sqrt(2 pi). */
    static final float ROOT = 0x1.40d932p1f;

    // Minimax in single precision for 0 <= a <= 14.4.
    private static final float D4 = 0x1.606d88p-7f;
    private static final float D3 = 0x1.a0e9cap-4f;
    private static final float D2 = 0x1.c74bb6p-2f;
    private static final float D1 = 0x1.08edd4p0f;
    private static final float D0 = 0x1.2387a6p0f;
    private static final float N3 = -0x1.606006p-6f;
    private static final float N2 = -0x1.69fd26p-3f;
    private static final float N1 = -0x1.4351ecp-1f;
    private static final float N0 = -0x1.098ad8p0f;

    private Normal() {}

    /** exp(-x^2 / 2) / sqrt(2 pi). */
    public static double density(double x) {
        return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** {@code P(X < x)}. */
    public static double cdf(double x) {
        double a = Math.abs(x);
        double tail = a < NEAR ? 0.5 - inner(a) : outer(a);
        return x < 0 ? tail : 1 - tail;
    }

    /** {@code P(0 < X < a)}: near 0 by a series (Marsaglia, Evaluating the Normal Distribution, 2004). */
    static double inner(double a) {
        if (!(a < NEAR)) {
            return 0.5 - outer(a);
        }
        double sum = 0;
        double term = a;
        for (int k = 1; sum != sum + term; k++) {
            sum += term;
            term *= a * a / (2 * k + 1);
        }
        return density(a) * sum;
    }

    /** {@code P(X > a)} far off, by a continued fraction. */
    private static double outer(double a) {
        double fraction = a;
        for (int k = 150; k > 0; k--) {
            fraction = a + k / fraction;
        }
        return density(a) / fraction;
    }

    /** D(a). */
    static float denominator(float a) {
        float p = Math.fma(D4, a, D3);
        p = Math.fma(p, a, D2);
        p = Math.fma(p, a, D1);
        return Math.fma(p, a, D0);
    }

    /** N(a). */
    static float numerator(float a) {
        float p = Math.fma(N3, a, N2);
        p = Math.fma(p, a, N1);
        return Math.fma(p, a, N0);
    }

    /** {@code P(X < -a) e^(a^2/2)} for 0 <= a <= FAR. */
    static float ratio(float a) {
        float d = denominator(a);
        return d / Math.fma(Math.fma(a, ROOT, 2), d, a * numerator(a));
    }

    /** 2^48 e^(-factor a^2) for a factor 1/2 or 1 and factor a^2 <= 120. */
    static float bell(float a, float factor) {
        float part = a * -factor;
        float shifted = Math.fma(a * part, ExpParts.LOG2_E, Exp.ROUND_UP);
        float power = ExpParts.scale(shifted);
        return Math.fma(rise(a, part, shifted), power, power);
    }

    /** e^(a part) / 2^k - 1, where k is in the low bits; the product's rounding error would count a hundred times. */
    static float rise(float a, float part, float shifted) {
        float product = a * part;
        float lost = Math.fma(a, part, -product);
        return ExpParts.rise(ExpParts.finer(product, lost, shifted - Exp.ROUND_UP));
    }

    /** The absolute value, at most FAR. */
    static float size(float x) {
        float a = Math.abs(x);
        return a > FAR ? FAR : a;
    }

    /** The same on vectors. */
    static final class OnLanes {
        private OnLanes() {}

        // Written out: past some number of operations the compiler inlines no more methods of ours.

        static FloatVector denominator(FloatVector a) {
            FloatVector p = a.fma(FloatVector.broadcast(FLOATS, D4), FloatVector.broadcast(FLOATS, D3));
            p = p.fma(a, FloatVector.broadcast(FLOATS, D2));
            p = p.fma(a, FloatVector.broadcast(FLOATS, D1));
            return p.fma(a, FloatVector.broadcast(FLOATS, D0));
        }

        static FloatVector numerator(FloatVector a) {
            FloatVector p = a.fma(FloatVector.broadcast(FLOATS, N3), FloatVector.broadcast(FLOATS, N2));
            p = p.fma(a, FloatVector.broadcast(FLOATS, N1));
            return p.fma(a, FloatVector.broadcast(FLOATS, N0));
        }

        static FloatVector ratio(FloatVector a) {
            FloatVector d = denominator(a);
            FloatVector n = a.mul(numerator(a));
            FloatVector line = a.fma(FloatVector.broadcast(FLOATS, ROOT), FloatVector.broadcast(FLOATS, 2));
            return d.div(line.fma(d, n));
        }

        static FloatVector bell(FloatVector a, float factor) {
            FloatVector part = a.mul(-factor);
            FloatVector shifted = Fma.of(a.mul(part), ExpParts.LOG2_E, Exp.ROUND_UP);
            FloatVector power = ExpParts.OnLanes.scale(shifted);
            return rise(a, part, shifted).fma(power, power);
        }

        static FloatVector rise(FloatVector a, FloatVector part, FloatVector shifted) {
            FloatVector product = a.mul(part);
            FloatVector lost = a.fma(part, product.neg());
            return ExpParts.OnLanes.rise(ExpParts.OnLanes.finer(product, lost, shifted.sub(Exp.ROUND_UP)));
        }

        /** The absolute value, at most FAR. */
        static FloatVector size(FloatVector x) {
            FloatVector a = x.abs();
            return a.blend(FAR, a.compare(VectorOperators.GT, FAR));
        }
    }
}
