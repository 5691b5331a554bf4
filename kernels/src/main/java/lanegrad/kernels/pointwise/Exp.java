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

    /** A bias that makes exponents of k + 48, for k from -174. */
    static final float ROUND_UP = ExpParts.ROUND + 127 + 48;

    /** Brings down again what has been scaled by 2^48, with one rounding if it is denormal. */
    static final float DOWN = 0x1p-48f;

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
        float power = Float.intBitsToFloat(half << 23);
        float rise = ExpParts.rise(ExpParts.remainder(x, shifted - ROUND_TWICE));
        return Math.fma(rise, power, power) * Float.intBitsToFloat((bits - half) << 23);
    }

    /** e^x for -87 <= x <= 88. */
    static float normal(float x) {
        float shifted = Math.fma(x, ExpParts.LOG2_E, ROUND);
        float power = ExpParts.scale(shifted);
        return Math.fma(ExpParts.rise(ExpParts.remainder(x, shifted - ROUND)), power, power);
    }

    /** e^x for -120 <= x <= 0. */
    static float falling(float x) {
        return raised(x) * DOWN;
    }

    /** 2^48 e^x for -120 <= x <= 0: never denormal. */
    static float raised(float x) {
        float shifted = Math.fma(x, ExpParts.LOG2_E, ROUND_UP);
        float power = ExpParts.scale(shifted);
        return Math.fma(ExpParts.rise(ExpParts.remainder(x, shifted - ROUND_UP)), power, power);
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
            FloatVector power = half.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector rise = ExpParts.OnLanes.rise(ExpParts.OnLanes.remainder(x, shifted.sub(ROUND_TWICE)));
            return rise.fma(power, power)
                    .mul(rest.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
        }

        /** As {@link Exp#normal(float)}. */
        static FloatVector normal(FloatVector x) {
            FloatVector shifted = Fma.of(x, ExpParts.LOG2_E, ROUND);
            FloatVector power = ExpParts.OnLanes.scale(shifted);
            return ExpParts.OnLanes.rise(ExpParts.OnLanes.remainder(x, shifted.sub(ROUND)))
                    .fma(power, power);
        }

        /** As {@link Exp#falling(float)}. */
        static FloatVector falling(FloatVector x) {
            return raised(x).mul(DOWN);
        }

        /** As {@link Exp#raised(float)}. */
        static FloatVector raised(FloatVector x) {
            FloatVector shifted = Fma.of(x, ExpParts.LOG2_E, ROUND_UP);
            FloatVector power = ExpParts.OnLanes.scale(shifted);
            return ExpParts.OnLanes.rise(ExpParts.OnLanes.remainder(x, shifted.sub(ROUND_UP)))
                    .fma(power, power);
        }
    }
}
