package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The exponential function e^x: 0 below -103.97, infinite above 88.72, denormal results included. */
public record Exp() implements Pointwise {
    /** The bias of an exponent: k + 127 is the exponent of 2^k. */
    private static final float ROUND = ExpParts.ROUND + 127;

    /** Twice the bias: either half of k + 254 is an exponent. */
    private static final float ROUND_TWICE = ExpParts.ROUND + 254;

    @Override
    public double at(double x) {
        return StrictMath.exp(x);
    }

    @Override
    public float at(float x) {
        float y = wide(x);
        y = x < -104f ? 0 : y;
        return x > 100f ? Float.POSITIVE_INFINITY : y;
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** y itself. */
    @Override
    public Pointwise slope() {
        return new Identity();
    }

    @Override
    public boolean slopeOfOutput() {
        return true;
    }

    /** e^x for -104 <= x <= 100; 2^k in two factors, because k may be 128 and a result may be denormal. */
    static float wide(float x) {
        float shifted = Math.fma(x, ExpParts.LOG2_E, ROUND_TWICE);
        int bits = Float.floatToRawIntBits(shifted);
        int half = bits >> 1;
        return ExpParts.power(ExpParts.remainder(x, shifted - ROUND_TWICE))
                * Float.intBitsToFloat(half << 23)
                * Float.intBitsToFloat((bits - half) << 23);
    }

    /** e^x for -87 <= x <= 88. */
    static float normal(float x) {
        float shifted = Math.fma(x, ExpParts.LOG2_E, ROUND);
        return ExpParts.power(ExpParts.remainder(x, shifted - ROUND))
                * Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23);
    }

    record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector y = wide(x);
            y = y.blend(0f, x.compare(VectorOperators.LT, -104f));
            return y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, 100f));
        }

        /** As {@link Exp#wide(float)}. */
        static FloatVector wide(FloatVector x) {
            FloatVector shifted = Fma.of(x, ExpParts.LOG2_E, ROUND_TWICE);
            IntVector bits = shifted.reinterpretAsInts();
            IntVector half = bits.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = bits.sub(half);
            return ExpParts.OnLanes.power(ExpParts.OnLanes.remainder(x, shifted.sub(ROUND_TWICE)))
                    .mul(half.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
                    .mul(rest.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
        }

        /** As {@link Exp#normal(float)}. */
        static FloatVector normal(FloatVector x) {
            FloatVector shifted = Fma.of(x, ExpParts.LOG2_E, ROUND);
            return ExpParts.OnLanes.power(ExpParts.OnLanes.remainder(x, shifted.sub(ROUND)))
                    .mul(shifted.reinterpretAsInts()
                            .lanewise(VectorOperators.LSHL, 23)
                            .reinterpretAsFloats());
        }
    }
}
