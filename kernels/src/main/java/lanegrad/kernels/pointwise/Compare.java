package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorOperators.Comparison;

/**
 * 1 where a relation holds between a and b, 0 where it doesn't; none holds with what is not a number.
 *
 * @param relation the relation
 */
public record Compare(Relation relation) implements Binary {
    /** A relation between two numbers; the others are these with a and b exchanged. */
    public enum Relation {
        /** {@code a < b}. */
        LESS,
        /** {@code a <= b}. */
        AT_MOST,
        /** {@code a == b}; -0 equals 0. */
        EQUAL
    }

    @Override
    public double at(double a, double b) {
        boolean holds = switch (relation) {
            case LESS -> a < b;
            case AT_MOST -> a <= b;
            case EQUAL -> a == b;
        };
        return holds ? 1 : 0;
    }

    @Override
    public float at(float a, float b) {
        // A float is as great as the double it widens to.
        return (float) at((double) a, b);
    }

    @Override
    public BinaryLane lane() {
        return new Lanes(
                switch (relation) {
                    case LESS -> VectorOperators.LT;
                    case AT_MOST -> VectorOperators.LE;
                    case EQUAL -> VectorOperators.EQ;
                });
    }

    private record Lanes(Comparison comparison) implements BinaryLane {
        @Override
        public FloatVector at(FloatVector a, FloatVector b) {
            return FloatVector.zero(FLOATS).blend(1f, a.compare(comparison, b));
        }
    }
}
