package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** log(1 + x), without the cancellation near 0: minus infinity at -1, not a number below. */
public record Log1p() implements Pointwise {
    private static final int FOUR = 0x4080_0000;

    @Override
    public double at(double x) {
        return StrictMath.log1p(x);
    }

    @Override
    public float at(float x) {
        float y = core(x);
        y = x < Float.POSITIVE_INFINITY ? y : x;
        y = x < -1 ? Float.NaN : y;
        y = x == -1 ? Float.NEGATIVE_INFINITY : y;
        return x == 0 ? x : y;
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** 1 / (1 + x). */
    @Override
    public Pointwise slope() {
        return new Reciprocal(1, 1);
    }

    /**
     * log(1 + x) for finite x > -1: with the exponent k of 1 + x, it is log(1 + f) + k ln 2 where f = x 2^-k + (2^-k - 1)
     * is nearly exact, unlike 1 + x. A negative zero loses its sign.
     */
    static float core(float x) {
        int exponent = (Float.floatToRawIntBits(1 + x) - Log.TWO_THIRDS) & Log.EXPONENT;
        // 2^-k may be denormal, 2^(2-k) never is.
        float fourth = Float.intBitsToFloat(FOUR - exponent);
        float scaled = Float.intBitsToFloat(Float.floatToRawIntBits(x) - exponent);
        return Log.core(scaled + Math.fma(fourth, 0.25f, -1), (float) exponent * 0x1p-23f);
    }

    record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector y = core(x);
            y = x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
            y = y.blend(Float.NaN, x.compare(VectorOperators.LT, -1f));
            y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, -1f));
            return y.blend(x, x.compare(VectorOperators.EQ, 0f));
        }

        /** As {@link Log1p#core(float)}. */
        static FloatVector core(FloatVector x) {
            IntVector exponent = Log.Lanes.exponent(x.add(1).reinterpretAsInts());
            FloatVector fourth = exponent.neg().add(FOUR).reinterpretAsFloats();
            FloatVector scaled = x.reinterpretAsInts().sub(exponent).reinterpretAsFloats();
            return Log.Lanes.core(
                    scaled.add(Fma.of(fourth, 0.25f, -1)),
                    Log.Lanes.toFloats(exponent).mul(0x1p-23f));
        }
    }
}
