package lanegrad.perf.peers;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.pointwise.Erf;
import lanegrad.kernels.pointwise.Lane;
import lanegrad.kernels.pointwise.Pointwise;

/**
 * GELU as {@code x (1 + erf(x / sqrt 2)) / 2}, the way other libraries compute it.
 *
 * <p>It tells what the two units of accuracy of {@link lanegrad.kernels.pointwise.Gelu} cost: left of 0, the sum keeps ever
 * fewer digits, and left of -5.6 none.
 */
record ErfGelu() implements Pointwise {
    private static final Pointwise ERF = new Erf();
    private static final float ROOT_HALF = 0x1.6a09e6p-1f;

    @Override
    public double at(double x) {
        return 0.5 * x * (1 + ERF.at(x * ROOT_HALF));
    }

    @Override
    public float at(float x) {
        float half = x * 0.5f;
        return Math.fma(half, ERF.at(x * ROOT_HALF), half);
    }

    @Override
    public Lane lane() {
        return new Lanes(ERF.lane());
    }

    @Override
    public Pointwise slope() {
        throw new UnsupportedOperationException("it is only raced forwards");
    }

    private record Lanes(Lane erf) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector half = x.mul(0.5f);
            return erf.at(x.mul(ROOT_HALF)).fma(half, half);
        }
    }
}
