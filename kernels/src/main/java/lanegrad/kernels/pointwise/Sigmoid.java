package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The logistic sigmoid 1 / (1 + e^-x); its slope is y - y^2.
 *
 * <p>Goodfellow et al., Deep Learning, 6.2.2.2.
 */
public record Sigmoid() implements Pointwise {
    @Override
    public double at(double x) {
        double z = StrictMath.exp(-Math.abs(x));
        return (x < 0 ? z : 1) / (1 + z);
    }

    @Override
    public float at(float x) {
        // With e^-|x| nothing overflows, and the left tail is as exact as the right one.
        float a = -Math.abs(x);
        float z = Exp.falling(a);
        z = a < -104f ? 0 : z;
        float right = 1 / (1 + z);
        float left = z * right;
        // 1 - right (1 + z): by this share the quotient is too small, which the left tail can't afford.
        float rest = 1 - right - left;
        return x < 0 ? Math.fma(left, rest, left) : right;
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** y - y^2. */
    @Override
    public Polynomial slope() {
        return new Polynomial(0, 1, -1);
    }

    @Override
    public boolean slopeOfOutput() {
        return true;
    }

    record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector a = x.reinterpretAsInts().or(Integer.MIN_VALUE).reinterpretAsFloats();
            FloatVector z = Exp.Lanes.falling(a);
            z = z.blend(0f, a.compare(VectorOperators.LT, -104f));
            FloatVector one = FloatVector.broadcast(FLOATS, 1);
            FloatVector right = one.div(z.add(one));
            FloatVector left = z.mul(right);
            FloatVector rest = one.sub(right).sub(left);
            return right.blend(left.fma(rest, left), x.compare(VectorOperators.LT, 0f));
        }
    }
}
