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
        float a = Math.abs(x);
        float z = Exp.falling(-a);
        z = a > 104f ? 0 : z;
        float d = 1 + z;
        float left = z / d;
        float right = 1 - left;
        // What d has lost, e, makes the quotient wrong by the factor 1 + e / d.
        float lost = d - 1 - z;
        return x < 0 ? Math.fma(left * lost, right, left) : right;
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
            FloatVector a = x.abs();
            FloatVector z = Exp.Lanes.falling(a.neg());
            z = z.blend(0f, a.compare(VectorOperators.GT, 104f));
            FloatVector d = z.add(1);
            FloatVector left = z.div(d);
            FloatVector right = FloatVector.broadcast(FLOATS, 1).sub(left);
            FloatVector lost = d.sub(1).sub(z);
            return right.blend(left.mul(lost).fma(right, left), x.compare(VectorOperators.LT, 0f));
        }
    }
}
