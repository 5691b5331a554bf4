package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The leaky rectifier: x if x > 0, else leak * x; its slope at 0 is the leak.
 *
 * <p>Goodfellow et al., Deep Learning, 6.3.1.
 *
 * @param leak the slope for negative x
 */
public record LeakyRelu(float leak) implements Pointwise {
    /** A leak of 0.01. */
    public LeakyRelu() {
        this(0.01f);
    }

    @Override
    public double at(double x) {
        return x > 0 ? x : leak * x;
    }

    @Override
    public float at(float x) {
        return x > 0 ? x : leak * x;
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public Lane lane() {
        return new Lanes(leak);
    }

    /** 1 if x > 0, else the leak. */
    @Override
    public Pointwise slope() {
        return new Step(leak, leak, 1);
    }

    /** Whether the output has the sign of the input. */
    @Override
    public boolean slopeOfOutput() {
        return leak >= 0;
    }

    private record Lanes(float leak) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return x.mul(leak).blend(x, x.compare(VectorOperators.GT, 0f));
        }
    }
}
