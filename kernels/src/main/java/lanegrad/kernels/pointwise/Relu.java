package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The rectifier max(0, x); its slope at 0 is 0. Not a number stays what it is, so that it can be found.
 *
 * <p>Goodfellow et al., Deep Learning, 6.3.1.
 */
public record Relu() implements Pointwise {
    @Override
    public double at(double x) {
        return x <= 0 ? 0 : x;
    }

    @Override
    public float at(float x) {
        return x <= 0 ? 0 : x;
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** [y > 0]. */
    @Override
    public Pointwise slope() {
        return new Step(0, 0, 1);
    }

    @Override
    public boolean slopeOfOutput() {
        return true;
    }

    private record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return x.blend(0f, x.compare(VectorOperators.LE, 0f));
        }
    }
}
