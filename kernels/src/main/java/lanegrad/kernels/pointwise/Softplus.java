package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The softplus log(1 + e^x), a smooth rectifier; its slope is the sigmoid.
 *
 * <p>Goodfellow et al., Deep Learning, 6.3.3.
 */
public record Softplus() implements Pointwise {
    // (2 artanh(s) - 2s) / s^3 as a polynomial of s^2 for s <= 1/3, by interpolation in Chebyshev's points.
    private static final float C11 = 0x1.dba260p-3f;
    private static final float C9 = 0x1.bc8cf8p-3f;
    private static final float C7 = 0x1.24c926p-2f;
    private static final float C5 = 0x1.9998d4p-2f;
    private static final float C3 = 0x1.555556p-1f;

    @Override
    public double at(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    @Override
    public float at(float x) {
        // As in the sigmoid, e^-|x| can't overflow; log(1 + e^x) = max(x, 0) + log(1 + e^-|x|).
        float a = Math.abs(x);
        float z = Exp.falling(-(a > 104f ? 104f : a));
        // With s = z / (2 + z), log(1 + z) = 2 artanh(s) = z - s (z - s^2 (...)): z alone is exact.
        float s = z / (z + 2);
        float w = s * s;
        float p = Math.fma(C11, w, C9);
        p = Math.fma(p, w, C7);
        p = Math.fma(p, w, C5);
        p = Math.fma(p, w, C3);
        float log = Math.fma(s, Math.fma(p, w, -z), z);
        return (x <= 0 ? 0 : x) + log;
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** The sigmoid of x. */
    @Override
    public Pointwise slope() {
        return new Sigmoid();
    }

    record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector a = x.abs();
            FloatVector z = Exp.Lanes.falling(
                    a.blend(104f, a.compare(VectorOperators.GT, 104f)).neg());
            FloatVector s = z.div(z.add(2));
            FloatVector w = s.mul(s);
            FloatVector p = Fma.of(w, C11, C9);
            p = Fma.of(p, w, C7);
            p = Fma.of(p, w, C5);
            p = Fma.of(p, w, C3);
            FloatVector log = s.fma(p.fma(w, z.neg()), z);
            return x.blend(0f, x.compare(VectorOperators.LE, 0f)).add(log);
        }
    }
}
