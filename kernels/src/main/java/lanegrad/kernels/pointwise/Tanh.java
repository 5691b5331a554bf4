package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The hyperbolic tangent; its slope is 1 - y^2. */
public record Tanh() implements Pointwise {
    private static final int SIGN = 0x8000_0000;

    /** From here on the result is 1. */
    private static final float FAR = 10;

    @Override
    public double at(double x) {
        return StrictMath.tanh(x);
    }

    @Override
    public float at(float x) {
        float a = Math.abs(x);
        // With m = (e^-2a - 1) / 2, which is exact for small a too, tanh a = -m / (1 + m).
        float m = Expm1.half(-2 * (a > FAR ? FAR : a));
        float d = m + 1;
        float inverse = 1 / d;
        float y = m * inverse;
        // What the quotient has left over, and what the sum has lost.
        float rest = Math.fma(y, d - 1 - m, Math.fma(-y, d, m));
        return Math.copySign(Math.fma(rest, inverse, y), x);
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
            FloatVector m = Expm1.Lanes.half(
                    a.blend(FAR, a.compare(VectorOperators.GT, FAR)).mul(-2));
            FloatVector d = m.add(1);
            FloatVector inverse = FloatVector.broadcast(FLOATS, 1).div(d);
            FloatVector y = m.mul(inverse);
            FloatVector rest = y.fma(d.sub(1).sub(m), y.neg().fma(d, m));
            return rest.fma(inverse, y)
                    .abs()
                    .reinterpretAsInts()
                    .or(x.reinterpretAsInts().and(SIGN))
                    .reinterpretAsFloats();
        }
    }
}
