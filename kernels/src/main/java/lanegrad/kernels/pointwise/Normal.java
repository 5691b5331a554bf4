package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The standard normal distribution, for {@link Gelu} and its derivatives.
 *
 * <p>The left tail is {@code P(X < -a) = e^(-a^2/2) p(t) t} with t = 1 / (a + 4) and a polynomial p, so that it is exact in
 * relative terms too. Bells and tails are scaled by 2^48, by which they never become denormal.
 */
public final class Normal {
    /** Where the series ends and the continued fraction begins. */
    private static final double NEAR = 3;

    /** Beyond it, the density and the tail are 0. */
    static final float FAR = 14.4f;

    /** 1 / sqrt(2 pi). */
    static final float HEIGHT = 0x1.988454p-2f;

    // P(X < -a) e^(a^2/2) (a + 4) for 0 <= a <= 14.4: minimax in single precision, of t - 1/8.
    private static final float C9 = 0x1.d269b8p13f;
    private static final float C8 = 0x1.ca802ap11f;
    private static final float C7 = -0x1.9bea36p11f;
    private static final float C6 = -0x1.d020b6p9f;
    private static final float C5 = 0x1.ed921ep7f;
    private static final float C4 = 0x1.eee2e8p7f;
    private static final float C3 = 0x1.7dff64p6f;
    private static final float C2 = 0x1.8c6d74p4f;
    private static final float C1 = 0x1.373e3ap2f;
    private static final float C0 = 0x1.82b4bcp-1f;

    /** Minus the logarithmic slope of P(X < -a) e^(a^2/2) is nearly this times t^2. */
    private static final float SLOPE = 12.8f;

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

    /** 2^48 e^(-factor a^2) for a factor 1/2 or 1 and factor a^2 <= 120. */
    static float bell(float a, float factor) {
        float square = a * a;
        float e = Exp.raised(-factor * square);
        // The square's rounding error counts a hundred times in the exponent.
        return Math.fma(e, -factor * Math.fma(a, a, -square), e);
    }

    /** {@code 2^48 P(X < -a)}, given 2^48 e^(-a^2/2), for 0 <= a <= FAR. */
    static float tail(float a, float bell) {
        float d = a + 4;
        float t = 1 / d;
        float s = t - 0.125f;
        float p = Math.fma(C9, s, C8);
        p = Math.fma(p, s, C7);
        p = Math.fma(p, s, C6);
        p = Math.fma(p, s, C5);
        p = Math.fma(p, s, C4);
        p = Math.fma(p, s, C3);
        p = Math.fma(p, s, C2);
        p = Math.fma(p, s, C1);
        p = Math.fma(p, s, C0);
        // What the sum d is too great counts three times near 0.
        float excess = (d - 4 - a) * SLOPE;
        return bell * (t * Math.fma(p, excess * (t * t), p));
    }

    /** The same on vectors. */
    static final class OnLanes {
        private OnLanes() {}

        static FloatVector bell(FloatVector a, float factor) {
            FloatVector square = a.mul(a);
            FloatVector lost = a.fma(a, square.neg());
            FloatVector e = Exp.Lanes.raised(square.mul(-factor));
            return e.fma(lost.mul(-factor), e);
        }

        static FloatVector tail(FloatVector a, FloatVector bell) {
            FloatVector d = a.add(4);
            FloatVector t = FloatVector.broadcast(FLOATS, 1).div(d);
            FloatVector s = t.sub(0.125f);
            // Written out: shared steps would be too many calls for the compiler to inline.
            FloatVector p = s.fma(FloatVector.broadcast(FLOATS, C9), FloatVector.broadcast(FLOATS, C8));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C7));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C6));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C5));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C4));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C3));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C2));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C1));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C0));
            FloatVector excess = d.sub(4).sub(a).mul(SLOPE);
            return bell.mul(t.mul(p.fma(excess.mul(t.mul(t)), p)));
        }

        /** The absolute value, at most FAR. */
        static FloatVector size(FloatVector x) {
            FloatVector a = x.abs();
            return a.blend(FAR, a.compare(VectorOperators.GT, FAR));
        }
    }

    /** The absolute value, at most FAR. */
    static float size(float x) {
        float a = Math.abs(x);
        return a > FAR ? FAR : a;
    }
}
