package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;

/**
 * The absolute value |x|; its slope at 0 is 0.
 *
 * <p>Goodfellow et al., Deep Learning, 6.3.1 (absolute value rectification).
 */
public record Abs() implements Pointwise {
    @Override
    public double at(double x) {
        return Math.abs(x);
    }

    @Override
    public float at(float x) {
        return Math.abs(x);
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** The sign of x. */
    @Override
    public Pointwise slope() {
        return new Step(-1, 0, 1);
    }

    private record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return x.abs();
        }
    }
}
