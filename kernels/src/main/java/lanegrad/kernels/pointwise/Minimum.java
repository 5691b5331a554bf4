package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;

/** The lesser of a and b, as {@link Math#min(float, float)}: not a number if one of them isn't, and -0 below 0. */
public record Minimum() implements Binary {
    @Override
    public double at(double a, double b) {
        return Math.min(a, b);
    }

    @Override
    public float at(float a, float b) {
        return Math.min(a, b);
    }

    @Override
    public BinaryLane lane() {
        return new Lanes();
    }

    private record Lanes() implements BinaryLane {
        @Override
        public FloatVector at(FloatVector a, FloatVector b) {
            return a.min(b);
        }
    }
}
