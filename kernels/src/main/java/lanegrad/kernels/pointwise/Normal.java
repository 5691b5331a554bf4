package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The standard normal distribution, for {@link Gelu} and its derivatives.
 *
 * <p>The left tail is {@code P(X < -a) = e^(-a^2/2) p(t) / (1 + a)} with t = (a - 4) / (a + 4) and a polynomial p, so that it is
 * exact in relative terms too.
 */
final class Normal {
    /** Where the series ends and the continued fraction begins. */
    private static final double NEAR = 3;

    /** Beyond it, the density and the tail are 0. */
    static final float FAR = 14.4f;

    /** 1 / sqrt(2 pi). */
    static final float HEIGHT = 0x1.988454p-2f;

    // P(X < -a) e^(a^2/2) (1 + a) for 0 <= a <= 14.5, by interpolation in Chebyshev's points.
    private static final float C10 = -0x1.361860p-14f;
    private static final float C9 = -0x1.13a720p-14f;
    private static final float C8 = 0x1.6a67ccp-11f;
    private static final float C7 = -0x1.3b180cp-12f;
    private static final float C6 = -0x1.47d860p-8f;
    private static final float C5 = 0x1.25ebecp-6f;
    private static final float C4 = -0x1.07c388p-5f;
    private static final float C3 = 0x1.d49536p-6f;
    private static final float C2 = 0x1.cabd6ap-7f;
    private static final float C1 = -0x1.8c18f0p-4f;
    private static final float C0 = 0x1.e361eap-2f;

    private Normal() {}

    static double density(double x) {
        return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** {@code P(X < x)}. */
    static double cdf(double x) {
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

    /** e^(-factor a^2) for a factor 1/2 or 1 and factor a^2 <= 120. */
    static float bell(float a, float factor) {
        float square = a * a;
        float lost = Math.fma(a, a, -square);
        float e = Exp.raised(-factor * square);
        // The square's rounding error counts a hundred times in the exponent.
        return Math.fma(e, -factor * lost, e) * Exp.DOWN;
    }

    /** {@code P(X < -a)}, given e^(-a^2/2), for 0 <= a <= FAR. */
    static float tail(float a, float bell) {
        float t = (a - 4) / (a + 4);
        float p = Math.fma(C10, t, C9);
        p = Math.fma(p, t, C8);
        p = Math.fma(p, t, C7);
        p = Math.fma(p, t, C6);
        p = Math.fma(p, t, C5);
        p = Math.fma(p, t, C4);
        p = Math.fma(p, t, C3);
        p = Math.fma(p, t, C2);
        p = Math.fma(p, t, C1);
        p = Math.fma(p, t, C0);
        return bell * (p / (1 + a));
    }

    /** The same on vectors. */
    static final class OnLanes {
        private OnLanes() {}

        static FloatVector bell(FloatVector a, float factor) {
            FloatVector square = a.mul(a);
            FloatVector lost = a.fma(a, square.neg());
            FloatVector e = Exp.Lanes.raised(square.mul(-factor));
            return e.fma(lost.mul(-factor), e).mul(Exp.DOWN);
        }

        static FloatVector tail(FloatVector a, FloatVector bell) {
            FloatVector t = a.sub(4).div(a.add(4));
            // Written out: shared steps would be too many calls for the compiler to inline.
            FloatVector p = t.fma(FloatVector.broadcast(FLOATS, C10), FloatVector.broadcast(FLOATS, C9));
            p = p.fma(t, FloatVector.broadcast(FLOATS, C8));
            p = p.fma(t, FloatVector.broadcast(FLOATS, C7));
            p = p.fma(t, FloatVector.broadcast(FLOATS, C6));
            p = p.fma(t, FloatVector.broadcast(FLOATS, C5));
            p = p.fma(t, FloatVector.broadcast(FLOATS, C4));
            p = p.fma(t, FloatVector.broadcast(FLOATS, C3));
            p = p.fma(t, FloatVector.broadcast(FLOATS, C2));
            p = p.fma(t, FloatVector.broadcast(FLOATS, C1));
            p = p.fma(t, FloatVector.broadcast(FLOATS, C0));
            return bell.mul(p.div(a.add(1)));
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
