package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * What {@link Elu} and {@link Selu} are cases of: scale * x if x > 0, else depth * (e^x - 1); its slope at 0 is that of
 * the left side.
 *
 * @param scale the slope for positive x, above 0
 * @param depth what it tends to on the left, without its sign, above 0
 */
record ScaledElu(float scale, float depth) implements Pointwise {
    @Override
    public double at(double x) {
        return x > 0 ? scale * x : depth * StrictMath.expm1(x);
    }

    @Override
    public float at(float x) {
        float left = Math.abs(x) < Expm1.TINY ? x : 2 * Expm1.half(x > 0 ? 0 : x < Expm1.FAR ? Expm1.FAR : x);
        return x > 0 ? scale * x : depth * left;
    }

    @Override
    public Lane lane() {
        return new Lanes(scale, depth);
    }

    /** The scale if y > 0, else y + depth. */
    @Override
    public Pointwise slope() {
        return new Slope(scale, depth);
    }

    @Override
    public boolean slopeOfOutput() {
        return true;
    }

    private record Lanes(float scale, float depth) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            VectorMask<Float> right = x.compare(VectorOperators.GT, 0f);
            FloatVector far = x.blend(Expm1.FAR, x.compare(VectorOperators.LT, Expm1.FAR));
            FloatVector left = Expm1.Lanes.half(far.blend(0f, right)).mul(2);
            left = left.blend(x, x.abs().compare(VectorOperators.LT, Expm1.TINY));
            return left.mul(depth).blend(x.mul(scale), right);
        }
    }

    /** The slope as a function of the output. */
    record Slope(float scale, float depth) implements Pointwise {
        @Override
        public double at(double y) {
            return y > 0 ? scale : y + depth;
        }

        @Override
        public float at(float y) {
            return y > 0 ? scale : y + depth;
        }

        @Override
        public Lane lane() {
            return new SlopeLanes(scale, depth);
        }

        /** 0 if y > 0, else 1. */
        @Override
        public Pointwise slope() {
            return new Step(1, 1, 0);
        }

        private record SlopeLanes(float scale, float depth) implements Lane {
            @Override
            public FloatVector at(FloatVector y) {
                return y.add(depth).blend(scale, y.compare(VectorOperators.GT, 0f));
            }
        }
    }
}
