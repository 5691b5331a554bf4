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
        float z = Exp.wide(-(a > 104f ? 104f : a));
        float n = x < 0 ? z : 1;
        float d = 1 + z;
        float lost = z - (d - 1);
        // n / (d + lost), corrected once by what a first quotient leaves over: 1.4 instead of 2.3 ulp.
        float inverse = 1 / d;
        float y = n * inverse;
        float rest = Math.fma(-y, lost, Math.fma(-y, d, n));
        return Math.fma(rest, inverse, y);
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
            FloatVector z = Exp.Lanes.wide(
                    a.blend(104f, a.compare(VectorOperators.GT, 104f)).neg());
            FloatVector one = FloatVector.broadcast(FLOATS, 1);
            FloatVector n = one.blend(z, x.compare(VectorOperators.LT, 0f));
            FloatVector d = z.add(1);
            FloatVector lost = z.sub(d.sub(1));
            FloatVector inverse = one.div(d);
            FloatVector y = n.mul(inverse);
            FloatVector minus = y.neg();
            FloatVector rest = minus.fma(lost, minus.fma(d, n));
            return rest.fma(inverse, y);
        }
    }
}
