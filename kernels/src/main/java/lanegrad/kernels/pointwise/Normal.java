package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The standard normal distribution, for {@link Gelu} and its derivatives.
 *
 * <p>The left tail is {@code P(X < -a) = e^(-a^2/2) / (3/2 + sqrt(2 pi) a + N(a) / D(a))} with polynomials N and D, whose
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

    /** Where the line begins that the tail's reciprocal is near. */
    static final float START = 1.5f;

    // Minimax in single precision for 0 <= a <= 14.4.
    private static final float D5 = -0x1.4a95a2p-22f;
    private static final float D4 = 0x1.a14544p-7f;
    private static final float D3 = 0x1.0395d0p-3f;
    private static final float D2 = 0x1.266d26p-1f;
    private static final float D1 = 0x1.61e916p0f;
    private static final float D0 = 0x1.965feap0f;
    private static final float N4 = -0x1.3893bap-6f;
    private static final float N3 = -0x1.45176cp-3f;
    private static final float N2 = -0x1.137164p-1f;
    private static final float N1 = -0x1.82639ep-1f;
    private static final float N0 = 0x1.965fe6p-1f;

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
        float p = Math.fma(D5, a, D4);
        p = Math.fma(p, a, D3);
        p = Math.fma(p, a, D2);
        p = Math.fma(p, a, D1);
        return Math.fma(p, a, D0);
    }

    /** N(a). */
    static float numerator(float a) {
        float p = Math.fma(N4, a, N3);
        p = Math.fma(p, a, N2);
        p = Math.fma(p, a, N1);
        return Math.fma(p, a, N0);
    }

    /** {@code P(X < -a) e^(a^2/2)} for 0 <= a <= FAR. */
    static float ratio(float a) {
        float d = denominator(a);
        return d / Math.fma(Math.fma(a, ROOT, START), d, numerator(a));
    }

    /** 2^48 e^(-factor a^2) for a factor 1/2 or 1 and factor a^2 <= 120. */
    static float bell(float a, float factor) {
        float part = a * -factor;
        float product = a * part;
        float shifted = Math.fma(product, ExpParts.LOG2_E, Exp.ROUND_UP);
        float k = shifted - Exp.ROUND_UP;
        // The product's rounding error would count a hundred times.
        float low = Math.fma(k, -ExpParts.LN2_LOW, Math.fma(a, part, -product));
        float r = Math.fma(k, -ExpParts.LN2_HIGH, product) + low;
        float power = ExpParts.scale(shifted);
        return Math.fma(ExpParts.rise(r), power, power);
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
            FloatVector p = a.fma(FloatVector.broadcast(FLOATS, D5), FloatVector.broadcast(FLOATS, D4));
            p = p.fma(a, FloatVector.broadcast(FLOATS, D3));
            p = p.fma(a, FloatVector.broadcast(FLOATS, D2));
            p = p.fma(a, FloatVector.broadcast(FLOATS, D1));
            return p.fma(a, FloatVector.broadcast(FLOATS, D0));
        }

        static FloatVector numerator(FloatVector a) {
            FloatVector p = a.fma(FloatVector.broadcast(FLOATS, N4), FloatVector.broadcast(FLOATS, N3));
            p = p.fma(a, FloatVector.broadcast(FLOATS, N2));
            p = p.fma(a, FloatVector.broadcast(FLOATS, N1));
            return p.fma(a, FloatVector.broadcast(FLOATS, N0));
        }

        static FloatVector ratio(FloatVector a) {
            FloatVector d = denominator(a);
            FloatVector n = numerator(a);
            FloatVector line = a.fma(FloatVector.broadcast(FLOATS, ROOT), FloatVector.broadcast(FLOATS, START));
            return d.div(line.fma(d, n));
        }

        static FloatVector bell(FloatVector a, float factor) {
            FloatVector part = a.mul(-factor);
            FloatVector product = a.mul(part);
            FloatVector shifted = Fma.of(product, ExpParts.LOG2_E, Exp.ROUND_UP);
            FloatVector k = shifted.sub(Exp.ROUND_UP);
            FloatVector low = Fma.of(k, -ExpParts.LN2_LOW, a.fma(part, product.neg()));
            FloatVector r = Fma.of(k, -ExpParts.LN2_HIGH, product).add(low);
            FloatVector power = ExpParts.OnLanes.scale(shifted);
            return ExpParts.OnLanes.rise(r).fma(power, power);
        }

        /** The absolute value, at most FAR. */
        static FloatVector size(FloatVector x) {
            FloatVector a = x.abs();
            return a.blend(FAR, a.compare(VectorOperators.GT, FAR));
        }
    }
}
