package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;

/** a - b. */
public record Minus() implements Binary {
    @Override
    public double at(double a, double b) {
        return a - b;
    }

    @Override
    public float at(float a, float b) {
        return a - b;
    }

    @Override
    public BinaryLane lane() {
        return new Lanes();
    }

    private record Lanes() implements BinaryLane {
        @Override
        public FloatVector at(FloatVector a, FloatVector b) {
            return a.sub(b);
        }
    }
}
