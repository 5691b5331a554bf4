package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A step: {@code below} for negative x, {@code above} for positive x, {@code atZero} for both zeros and for NaN.
 *
 * <p>The perceptron's unit is {@code Step(-1, 1, 1)}, Heaviside's function {@code Step(0, 1, 1)}, the sign {@code
 * Step(-1, 0, 1)}. Its slope is 0 everywhere, by convention also at the step.
 *
 * @param below its value for negative x
 * @param atZero its value at zero
 * @param above its value for positive x
 */
public record Step(float below, float atZero, float above) implements Pointwise {
    /** Heaviside's function, 1 at zero. */
    public Step() {
        this(0, 1, 1);
    }

    @Override
    public double at(double x) {
        return x > 0 ? above : x < 0 ? below : atZero;
    }

    @Override
    public float at(float x) {
        return x > 0 ? above : x < 0 ? below : atZero;
    }

    @Override
    public boolean isShort() {
        return below == atZero || above == atZero;
    }

    @Override
    public Lane lane() {
        // One form for each kind, without branches, as in Polynomial.
        if (below == atZero) {
            return new Above(atZero, above);
        }
        return above == atZero ? new Below(below, atZero) : new Both(below, atZero, above);
    }

    @Override
    public Pointwise slope() {
        return new Polynomial(0);
    }

    private record Above(float other, float above) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return FloatVector.broadcast(FLOATS, other).blend(above, x.compare(VectorOperators.GT, 0f));
        }
    }

    private record Below(float below, float other) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return FloatVector.broadcast(FLOATS, other).blend(below, x.compare(VectorOperators.LT, 0f));
        }
    }

    private record Both(float below, float atZero, float above) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector y = FloatVector.broadcast(FLOATS, atZero).blend(below, x.compare(VectorOperators.LT, 0f));
            return y.blend(above, x.compare(VectorOperators.GT, 0f));
        }
    }
}
