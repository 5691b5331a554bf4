package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The hyperbolic tangent; its slope is 1 - y^2. */
public record Tanh() implements Pointwise {
    private static final int SIGN = 0x8000_0000;

    /** From here on the result is 1. */
    private static final float FAR = 10;

    /** Up to here by a polynomial of x, beyond by e^2x. */
    private static final float NEAR = 0.625f;

    // (tanh(x) - x) / x^3 as a polynomial of x^2: S. L. Moshier, Cephes Mathematical Library, tanhf.
    private static final float C11 = -5.70498872745e-3f;
    private static final float C9 = 2.06390887954e-2f;
    private static final float C7 = -5.37397155531e-2f;
    private static final float C5 = 1.33314422036e-1f;
    private static final float C3 = -3.33332819422e-1f;

    @Override
    public double at(double x) {
        return StrictMath.tanh(x);
    }

    @Override
    public float at(float x) {
        float a = Math.abs(x);
        float far = Math.fma(1 / (1 + Exp.normal(2 * (a > FAR ? FAR : a))), -2, 1);
        float s = a * a;
        float p = Math.fma(Math.fma(Math.fma(Math.fma(C11, s, C9), s, C7), s, C5), s, C3);
        float near = Math.fma(p * s, a, a);
        return Math.copySign(a > NEAR ? far : near, x);
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** 1 - y^2. */
    @Override
    public Pointwise slope() {
        return new Polynomial(1, 0, -1);
    }

    @Override
    public boolean slopeOfOutput() {
        return true;
    }

    record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector a = x.abs();
            FloatVector e = Exp.Lanes.normal(
                    a.blend(FAR, a.compare(VectorOperators.GT, FAR)).mul(2));
            FloatVector one = FloatVector.broadcast(FLOATS, 1);
            FloatVector far = Fma.of(one.div(e.add(1)), -2, one);
            FloatVector s = a.mul(a);
            FloatVector p = Fma.of(Fma.of(Fma.of(Fma.of(s, C11, C9), s, C7), s, C5), s, C3);
            FloatVector near = p.mul(s).fma(a, a);
            FloatVector y = near.blend(far, a.compare(VectorOperators.GT, NEAR));
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
        }
    }
}
