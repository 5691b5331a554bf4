package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The Gaussian error linear unit {@code x P(X < x)} with a standard normal X: the exact one, not its approximation by tanh.
 *
 * <p>Hendrycks, Gimpel, Gaussian Error Linear Units (2016). On the left, where it vanishes, it is
 * exact within 5 places.
 */
public record Gelu() implements Pointwise {
    @Override
    public double at(double x) {
        return x == Double.NEGATIVE_INFINITY ? -0.0 : x * Normal.cdf(x);
    }

    @Override
    public float at(float x) {
        float a = Normal.size(x);
        float tail = Normal.tail(a, Normal.bell(a, 0.5f));
        return Math.fma(a * tail, -Exp.DOWN, x < 0 ? 0 : x);
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** {@code P(X < x) + x density(x)}. */
    @Override
    public Pointwise slope() {
        return new Slope(1, new Polynomial(0, 1));
    }

    private record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector a = Normal.OnLanes.size(x);
            FloatVector rectified = x.blend(0f, x.compare(VectorOperators.LT, 0f));
            FloatVector tail = Normal.OnLanes.tail(a, Normal.OnLanes.bell(a, 0.5f));
            return a.mul(tail).fma(FloatVector.broadcast(FLOATS, -Exp.DOWN), rectified);
        }
    }

    /** {@code c P(X < x) + p(x) density(x)} with a number c and a polynomial p: all derivatives are of this form. */
    record Slope(float c, Polynomial p) implements Pointwise {
        /** The density's height, for a bell that is scaled by 2^48. */
        private static final float RAISED_HEIGHT = Normal.HEIGHT * Exp.DOWN;

        @Override
        public double at(double x) {
            double bell = Normal.density(x);
            return c * Normal.cdf(x) + (bell == 0 ? 0 : p.at(x) * bell);
        }

        @Override
        public float at(float x) {
            float a = Normal.size(x);
            float bell = Normal.bell(a, 0.5f);
            float y = p.at(x < 0 ? -a : a) * RAISED_HEIGHT * bell;
            if (c == 0) {
                return y;
            }
            float tail = Normal.tail(a, bell) * Exp.DOWN;
            return Math.fma(c, x < 0 ? tail : 1 - tail, y);
        }

        @Override
        public Lane lane() {
            return c == 0 ? new DensityLanes(p.lane()) : new SlopeLanes(c, p.lane());
        }

        @Override
        public Pointwise slope() {
            // The density's derivative is -x density(x).
            return new Slope(0, p.slope().plus(p.times(new Polynomial(0, -1))).plus(new Polynomial(c)));
        }

        private record SlopeLanes(float c, Lane p) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector a = Normal.OnLanes.size(x);
                VectorMask<Float> left = x.compare(VectorOperators.LT, 0f);
                FloatVector y = p.at(a.blend(a.neg(), left)).mul(RAISED_HEIGHT);
                FloatVector bell = Normal.OnLanes.bell(a, 0.5f);
                y = y.mul(bell);
                FloatVector tail = Normal.OnLanes.tail(a, bell).mul(Exp.DOWN);
                FloatVector cdf = FloatVector.broadcast(FLOATS, 1).sub(tail).blend(tail, left);
                return cdf.fma(FloatVector.broadcast(FLOATS, c), y);
            }
        }

        private record DensityLanes(Lane p) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector a = Normal.OnLanes.size(x);
                VectorMask<Float> left = x.compare(VectorOperators.LT, 0f);
                FloatVector bell = Normal.OnLanes.bell(a, 0.5f);
                return p.at(a.blend(a.neg(), left)).mul(RAISED_HEIGHT).mul(bell);
            }
        }
    }
}
