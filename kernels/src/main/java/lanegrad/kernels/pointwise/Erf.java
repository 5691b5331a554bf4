package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The error function, 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x; its slope is 2 / sqrt(pi) e^(-x^2). */
public record Erf() implements Pointwise {
    private static final int SIGN = 0x8000_0000;

    /** Up to here by a polynomial of x, beyond by 1 - e^p(x). */
    private static final float NEAR = 1;

    /** From here on the result is 1. */
    private static final float FAR = 4;

    // Minimax in single precision of erf(x) / x - 1 as a polynomial of x^2 for x <= 1.
    private static final float C13 = 0x1.4771fep-14f;
    private static final float C11 = -0x1.a3515ep-11f;
    private static final float C9 = 0x1.53f224p-8f;
    private static final float C7 = -0x1.b7f71ap-6f;
    private static final float C5 = 0x1.ce2ce6p-4f;
    private static final float C3 = -0x1.81273ep-2f;
    private static final float C1 = 0x1.06eba8p-3f;

    // Minimax in single precision of log(1 - erf(x)) for 1 <= x <= 4.
    private static final float F6 = 0x1.86da26p-13f;
    private static final float F5 = -0x1.825942p-9f;
    private static final float F4 = 0x1.65cabep-6f;
    private static final float F3 = -0x1.a652f0p-4f;
    private static final float F2 = -0x1.46baf6p-1f;
    private static final float F1 = -0x1.2088e8p0f;
    private static final float F0 = -0x1.662682p-12f;

    @Override
    public double at(double x) {
        return Math.copySign(2 * Normal.inner(Math.sqrt(2) * Math.abs(x)), x);
    }

    @Override
    public float at(float x) {
        float a = Math.abs(x);
        float s = a * a;
        float p = Math.fma(Math.fma(Math.fma(C13, s, C11), s, C9), s, C7);
        p = Math.fma(Math.fma(Math.fma(p, s, C5), s, C3), s, C1);
        float near = Math.fma(p, a, a);
        float b = a > FAR ? FAR : a;
        float q = Math.fma(Math.fma(Math.fma(F6, b, F5), b, F4), b, F3);
        q = Math.fma(Math.fma(Math.fma(q, b, F2), b, F1), b, F0);
        return Math.copySign(a > NEAR ? 1 - Exp.normal(q) : near, x);
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** 2 / sqrt(pi) e^(-x^2). */
    @Override
    public Pointwise slope() {
        return new Slope(new Polynomial(0x1.20dd76p0f));
    }

    private record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector a = x.abs();
            FloatVector b = a.blend(FAR, a.compare(VectorOperators.GT, FAR));
            FloatVector q = Fma.of(b, F6, F5);
            q = Fma.of(q, b, F4);
            q = Fma.of(q, b, F3);
            q = Fma.of(q, b, F2);
            q = Fma.of(q, b, F1);
            q = Fma.of(q, b, F0);
            FloatVector far = FloatVector.broadcast(FLOATS, 1).sub(Exp.Lanes.normal(q));
            FloatVector s = a.mul(a);
            // Written out: past some number of operations the compiler inlines no more methods of ours.
            FloatVector p = s.fma(FloatVector.broadcast(FLOATS, C13), FloatVector.broadcast(FLOATS, C11));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C9));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C7));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C5));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C3));
            p = p.fma(s, FloatVector.broadcast(FLOATS, C1));
            FloatVector y = p.fma(a, a).blend(far, a.compare(VectorOperators.GT, NEAR));
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
        }
    }

    /** p(x) e^(-x^2) with a polynomial p: all derivatives are of this form. */
    record Slope(Polynomial p) implements Pointwise {
        /** From here on e^(-x^2) is 0. */
        private static final float FAR = 10.5f;

        @Override
        public double at(double x) {
            double bell = StrictMath.exp(-x * x);
            return bell == 0 ? 0 : p.at(x) * bell;
        }

        @Override
        public float at(float x) {
            float near = x > FAR ? FAR : x < -FAR ? -FAR : x;
            return p.at(near) * (Normal.bell(near, 1) * Exp.DOWN);
        }

        @Override
        public Lane lane() {
            return new SlopeLanes(p.lane());
        }

        @Override
        public Pointwise slope() {
            return new Slope(p.slope().plus(p.times(new Polynomial(0, -2))));
        }

        private record SlopeLanes(Lane p) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector near = x.blend(FAR, x.compare(VectorOperators.GT, FAR));
                near = near.blend(-FAR, x.compare(VectorOperators.LT, -FAR));
                return p.at(near).mul(Normal.OnLanes.bell(near, 1).mul(Exp.DOWN));
            }
        }
    }
}
