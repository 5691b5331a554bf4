package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What {@link HardTanh} and {@link HardSigmoid} are cases of: rate * x + shift, but at least {@code low} and at most
 * {@code high}; its slope at the bounds is 0.
 *
 * @param low the least value
 * @param high the greatest value
 * @param rate the slope between the bounds
 * @param shift the line's value at 0
 */
record Ramp(float low, float high, float rate, float shift) implements Pointwise {
    @Override
    public double at(double x) {
        double y = rate * x + shift;
        return y <= low ? low : y >= high ? high : y;
    }

    @Override
    public float at(float x) {
        float y = Math.fma(x, rate, shift);
        return y <= low ? low : y >= high ? high : y;
    }

    @Override
    public Lane lane() {
        return new Lanes(low, high, rate, shift);
    }

    /** The rate where y lies between the bounds, else 0. */
    @Override
    public Pointwise slope() {
        return new Window(low, high, rate);
    }

    @Override
    public boolean slopeOfOutput() {
        return true;
    }

    private record Lanes(float low, float high, float rate, float shift) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector y = Fma.of(x, rate, shift);
            y = y.blend(high, y.compare(VectorOperators.GE, high));
            return y.blend(low, y.compare(VectorOperators.LE, low));
        }
    }

    /** A number between two bounds, the bounds excluded, and 0 outside. */
    record Window(float low, float high, float height) implements Pointwise {
        @Override
        public double at(double x) {
            return low < x && x < high ? height : 0;
        }

        @Override
        public float at(float x) {
            return low < x && x < high ? height : 0;
        }

        @Override
        public Lane lane() {
            return new WindowLanes(low, high, height);
        }

        @Override
        public Pointwise slope() {
            return new Polynomial(0);
        }

        private record WindowLanes(float low, float high, float height) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector y = FloatVector.zero(FLOATS).blend(height, x.compare(VectorOperators.GT, low));
                return y.blend(0f, x.compare(VectorOperators.GE, high));
            }
        }
    }
}
