package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The arc tangent; its slope is 1 / (1 + x^2).
 *
 * <p>Liquet, Moka, Nazarathy, 5.3.
 */
public record Arctan() implements Pointwise {
    private static final int SIGN = 0x8000_0000;

    /** pi / 2 in two parts. */
    private static final float QUARTER_TURN = 0x1.921fb6p0f;

    private static final float QUARTER_TURN_REST = -0x1.777a5cp-25f;

    // Minimax in single precision of (arctan(t) - t) / t^3 as a polynomial of t^2 for t <= 1.
    private static final float C19 = -0x1.d3614ep-10f;
    private static final float C17 = 0x1.6427e0p-7f;
    private static final float C15 = -0x1.fd8004p-6f;
    private static final float C13 = 0x1.da2aa0p-5f;
    private static final float C11 = -0x1.580930p-4f;
    private static final float C9 = 0x1.c08c50p-4f;
    private static final float C7 = -0x1.242086p-3f;
    private static final float C5 = 0x1.9991e4p-3f;
    private static final float C3 = -0x1.55553ep-2f;

    @Override
    public double at(double x) {
        return StrictMath.atan(x);
    }

    @Override
    public float at(float x) {
        float a = Math.abs(x);
        float t = a > 1 ? 1 / a : a;
        float s = t * t;
        float p = Math.fma(C19, s, C17);
        p = Math.fma(p, s, C15);
        p = Math.fma(p, s, C13);
        p = Math.fma(p, s, C11);
        p = Math.fma(p, s, C9);
        p = Math.fma(p, s, C7);
        p = Math.fma(p, s, C5);
        p = Math.fma(p, s, C3);
        float y = Math.fma(p * s, t, t);
        return Math.copySign(a > 1 ? QUARTER_TURN - (y - QUARTER_TURN_REST) : y, x);
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** 1 / (1 + x^2). */
    @Override
    public Pointwise slope() {
        return Slope.FIRST;
    }

    private record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector a = x.abs();
            VectorMask<Float> beyond = a.compare(VectorOperators.GT, 1f);
            FloatVector t = a.blend(FloatVector.broadcast(FLOATS, 1).div(a), beyond);
            FloatVector s = t.mul(t);
            FloatVector p = Fma.of(s, C19, C17);
            p = Fma.of(p, s, C15);
            p = Fma.of(p, s, C13);
            p = Fma.of(p, s, C11);
            p = Fma.of(p, s, C9);
            p = Fma.of(p, s, C7);
            p = Fma.of(p, s, C5);
            p = Fma.of(p, s, C3);
            FloatVector y = p.mul(s).fma(t, t);
            FloatVector complement = FloatVector.broadcast(FLOATS, QUARTER_TURN).sub(y.sub(QUARTER_TURN_REST));
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            return y.blend(complement, beyond).reinterpretAsInts().or(sign).reinterpretAsFloats();
        }
    }

    /**
     * p(u) + x q(u) with u = 1 / (1 + x^2) and polynomials p and q: all derivatives are of this form, because u' = -2x u^2
     * and x^2 u = 1 - u.
     */
    record Slope(Polynomial p, Polynomial q) implements Pointwise {
        private static final Slope FIRST = new Slope(new Polynomial(0, 1), new Polynomial(0));

        /** Beyond it, x q(u) is 0. */
        private static final float FAR = 0x1p80f;

        /** The denominator is scaled by it, so that it is finite wherever its inverse isn't 0. */
        private static final float SCALE = 0x1p-64f;

        @Override
        public double at(double x) {
            double u = 1 / (1 + x * x);
            return p.at(u) + Math.clamp(x, -FAR, FAR) * q.at(u);
        }

        @Override
        public float at(float x) {
            float u = SCALE / Math.fma(x * SCALE, x, SCALE);
            float near = x > FAR ? FAR : x < -FAR ? -FAR : x;
            return Math.fma(near, q.at(u), p.at(u));
        }

        @Override
        public Lane lane() {
            return equals(FIRST) ? new FirstSlopeLanes() : new SlopeLanes(p.lane(), q.lane());
        }

        @Override
        public Pointwise slope() {
            // (p(u))' = x (-2u^2 p'(u)); (x q(u))' = q(u) - 2 (u - u^2) q'(u).
            Polynomial even = q.plus(q.slope().times(new Polynomial(0, -2, 2)));
            return new Slope(even, p.slope().times(new Polynomial(0, 0, -2)));
        }

        /** The same written out: as polynomials it would be too many calls for the compiler to inline. */
        private record FirstSlopeLanes() implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector scale = FloatVector.broadcast(FLOATS, SCALE);
                return scale.div(x.mul(SCALE).fma(x, scale));
            }
        }

        private record SlopeLanes(Lane p, Lane q) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector u = new FirstSlopeLanes().at(x);
                FloatVector near = x.blend(FAR, x.compare(VectorOperators.GT, FAR));
                near = near.blend(-FAR, x.compare(VectorOperators.LT, -FAR));
                return near.fma(q.at(u), p.at(u));
            }
        }
    }
}
