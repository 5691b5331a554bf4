package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * numerator / (x + shift).
 *
 * <p>A shift of -0 leaves every x as it is, also a negative zero.
 *
 * @param numerator not zero
 * @param shift added to x
 */
public record Reciprocal(float numerator, float shift) implements Pointwise {
    /** 1 / x. */
    public Reciprocal() {
        this(1, -0f);
    }

    @Override
    public double at(double x) {
        return numerator / (x + shift);
    }

    @Override
    public float at(float x) {
        return numerator / (x + shift);
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public Lane lane() {
        return new Lanes(numerator, shift);
    }

    /** -y^2 / numerator. */
    @Override
    public Pointwise slope() {
        return new Polynomial(0, 0, -1 / numerator);
    }

    @Override
    public boolean slopeOfOutput() {
        return true;
    }

    private record Lanes(float numerator, float shift) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return FloatVector.broadcast(FLOATS, numerator).div(x.add(shift));
        }
    }
}
