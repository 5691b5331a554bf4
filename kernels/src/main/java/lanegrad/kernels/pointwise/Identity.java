package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;

/** f(x) = x. */
public record Identity() implements Pointwise {
    @Override
    public double at(double x) {
        return x;
    }

    @Override
    public float at(float x) {
        return x;
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    @Override
    public Pointwise slope() {
        return new Polynomial(1);
    }

    private record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return x;
        }
    }
}
