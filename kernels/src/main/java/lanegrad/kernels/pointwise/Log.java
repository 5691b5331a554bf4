package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The natural logarithm: minus infinity at 0, not a number for negative x. */
public record Log() implements Pointwise {
    /** The bits of 2/3: subtracting them makes the exponent that of x / (2/3), so that m lies in [2/3, 4/3). */
    static final int TWO_THIRDS = 0x3f2a_aaab;

    static final int EXPONENT = 0xff80_0000;

    private static final float LN2 = 0x1.62e430p-1f;

    // Minimax in single precision of (log(1 + f) - f) / f^2, the odd and the even ones apart.
    private static final float E8 = -0x1.0ae000p-3f;
    private static final float E6 = -0x1.f198b2p-4f;
    private static final float E4 = -0x1.55b36cp-3f;
    private static final float E2 = -0x1.fffe02p-3f;
    private static final float O7 = 0x1.208000p-3f;
    private static final float O5 = 0x1.1e5740p-3f;
    private static final float O3 = 0x1.99d8b2p-3f;
    private static final float O1 = 0x1.5554fap-2f;

    @Override
    public double at(double x) {
        return StrictMath.log(x);
    }

    @Override
    public float at(float x) {
        boolean denormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(denormal ? x * 0x1p23f : x);
        int exponent = (bits - TWO_THIRDS) & EXPONENT;
        float k = Math.fma((float) exponent, 0x1p-23f, denormal ? -23 : 0);
        float y = core(Float.intBitsToFloat(bits - exponent) - 1, k);
        y = x < Float.POSITIVE_INFINITY ? y : x;
        y = x < 0 ? Float.NaN : y;
        return x == 0 ? Float.NEGATIVE_INFINITY : y;
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** 1 / x. */
    @Override
    public Pointwise slope() {
        return new Reciprocal();
    }

    /** log(1 + f) + k ln 2 for -1/3 <= f <= 1/3. */
    static float core(float f, float k) {
        float s = f * f;
        float even = Math.fma(Math.fma(Math.fma(E8, s, E6), s, E4), s, E2);
        float odd = Math.fma(Math.fma(O7, s, O5), s, O3);
        float p = Math.fma(odd, f, even);
        p = Math.fma(p, f, O1);
        p = Math.fma(p, f, -0.5f);
        return Math.fma(k, LN2, Math.fma(p, s, f));
    }

    record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            var denormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
            IntVector bits = x.blend(x.mul(0x1p23f), denormal).reinterpretAsInts();
            IntVector exponent = exponent(bits);
            FloatVector bias = FloatVector.zero(FLOATS).blend(-23f, denormal);
            FloatVector k = Fma.of(toFloats(exponent), 0x1p-23f, bias);
            FloatVector y = core(bits.sub(exponent).reinterpretAsFloats().sub(1), k);
            y = x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
            y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
            return y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
        }

        static IntVector exponent(IntVector bits) {
            return bits.sub(TWO_THIRDS).and(EXPONENT);
        }

        static FloatVector toFloats(IntVector x) {
            return (FloatVector) x.convert(VectorOperators.I2F, 0);
        }

        /** As {@link Log#core(float, float)}. */
        static FloatVector core(FloatVector f, FloatVector k) {
            FloatVector s = f.mul(f);
            FloatVector even = Fma.of(Fma.of(Fma.of(s, E8, E6), s, E4), s, E2);
            FloatVector odd = Fma.of(Fma.of(s, O7, O5), s, O3);
            FloatVector p = odd.fma(f, even);
            p = Fma.of(p, f, O1);
            p = Fma.of(p, f, -0.5f);
            return Fma.of(k, LN2, p.fma(s, f));
        }
    }
}
