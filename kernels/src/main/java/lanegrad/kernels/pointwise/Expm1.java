package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** e^x - 1, without the cancellation near 0. */
public record Expm1() implements Pointwise {
    /** The exponent's bias, less one: k + 126 is the exponent of 2^k / 2. */
    private static final float ROUND = ExpParts.ROUND + 126;

    /** Below it in size, e^x - 1 is x. */
    static final float TINY = 0x1p-25f;

    /** Further left, e^x - 1 is -1. */
    static final float FAR = -30;

    @Override
    public double at(double x) {
        return StrictMath.expm1(x);
    }

    @Override
    public float at(float x) {
        float y = 2 * half(x);
        y = Math.abs(x) < TINY ? x : y;
        y = x < FAR ? -1 : y;
        return x > 89f ? Float.POSITIVE_INFINITY : y;
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** e^x. */
    @Override
    public Pointwise slope() {
        return new Exp();
    }

    /**
     * (e^x - 1) / 2 for -80 <= x <= 89: half, because 2^k may overflow when the result doesn't.
     *
     * <p>A negative zero loses its sign, a denormal its last bit.
     */
    static float half(float x) {
        float shifted = Math.fma(x, ExpParts.LOG2_E, ROUND);
        float p = ExpParts.rise(ExpParts.remainder(x, shifted - ROUND));
        float power = ExpParts.scale(shifted);
        return Math.fma(power, p, power - 0.5f);
    }

    record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector y = half(x).mul(2);
            y = y.blend(x, x.abs().compare(VectorOperators.LT, TINY));
            y = y.blend(-1f, x.compare(VectorOperators.LT, FAR));
            return y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, 89f));
        }

        /** As {@link Expm1#half(float)}. */
        static FloatVector half(FloatVector x) {
            FloatVector shifted = Fma.of(x, ExpParts.LOG2_E, ROUND);
            FloatVector p = ExpParts.OnLanes.rise(ExpParts.OnLanes.remainder(x, shifted.sub(ROUND)));
            FloatVector power = ExpParts.OnLanes.scale(shifted);
            return power.fma(p, power.sub(0.5f));
        }
    }
}
