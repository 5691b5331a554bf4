package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;

/** The square root; not a number for negative x. Its slope at 0 is infinite. */
public record Sqrt() implements Pointwise {
    @Override
    public double at(double x) {
        return Math.sqrt(x);
    }

    @Override
    public float at(float x) {
        return (float) Math.sqrt(x);
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** 1 / (2y). */
    @Override
    public Pointwise slope() {
        return new Reciprocal(0.5f, -0f);
    }

    @Override
    public boolean slopeOfOutput() {
        return true;
    }

    private record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return x.sqrt();
        }
    }
}
