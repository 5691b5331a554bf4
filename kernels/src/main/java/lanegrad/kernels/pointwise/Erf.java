package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The error function, 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x; its slope is 2 / sqrt(pi) e^(-x^2). */
public record Erf() implements Pointwise {
    private static final int SIGN = 0x8000_0000;
    private static final float ROOT_2 = 0x1.6a09e6p0f;

    /** Up to here by a polynomial of x, beyond by the normal distribution's tail. */
    private static final float NEAR = 1;

    /** From here on the result is 1. */
    private static final float FAR = 4.2f;

    // Minimax in single precision of erf(x) / x - 1 as a polynomial of x^2 for x <= 1.
    private static final float C13 = 0x1.4771fep-14f;
    private static final float C11 = -0x1.a3515ep-11f;
    private static final float C9 = 0x1.53f224p-8f;
    private static final float C7 = -0x1.b7f71ap-6f;
    private static final float C5 = 0x1.ce2ce6p-4f;
    private static final float C3 = -0x1.81273ep-2f;
    private static final float C1 = 0x1.06eba8p-3f;

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
        float bounded = (a > FAR ? FAR : a) * ROOT_2;
        float far = Math.fma(Normal.tail(bounded, Normal.bell(bounded, 0.5f)), -2, 1);
        return Math.copySign(a > NEAR ? far : near, x);
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
            FloatVector bounded =
                    a.blend(FAR, a.compare(VectorOperators.GT, FAR)).mul(ROOT_2);
            FloatVector bell = Normal.OnLanes.bell(bounded, 0.5f);
            FloatVector far = Fma.of(Normal.OnLanes.tail(bounded, bell), -2, 1);
            FloatVector s = a.mul(a);
            FloatVector p = Fma.of(s, C13, C11);
            p = Fma.of(p, s, C9);
            p = Fma.of(p, s, C7);
            p = Fma.of(p, s, C5);
            p = Fma.of(p, s, C3);
            p = Fma.of(p, s, C1);
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
            return p.at(near) * Normal.bell(near, 1);
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
                return p.at(near).mul(Normal.OnLanes.bell(near, 1));
            }
        }
    }
}
