package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;

/**
 * What a {@link Chain} does next to its running value v, alone or with a number b of another array; the float form and
 * the vector form give the same bits.
 */
public sealed interface Link {
    /** The float form; b is v itself where none is read. */
    float at(float v, float b);

    /** The vector form; to be called only when {@link lanegrad.kernels.Cpu#VECTORS} is true. */
    BinaryLane lane();

    /** Whether it reads another array. */
    default boolean readsAnother() {
        return true;
    }

    /** Whether it may stand in a chain: see {@link Pointwise#isShort()}. */
    default boolean isShort() {
        return true;
    }

    /** f(v). */
    record Alone(Pointwise f) implements Link {
        @Override
        public float at(float v, float b) {
            return f.at(v);
        }

        @Override
        public BinaryLane lane() {
            return new AloneLanes(f.lane());
        }

        @Override
        public boolean readsAnother() {
            return false;
        }

        @Override
        public boolean isShort() {
            return f.isShort();
        }

        private record AloneLanes(Lane f) implements BinaryLane {
            @Override
            public FloatVector at(FloatVector v, FloatVector b) {
                return f.at(v);
            }
        }
    }

    /** f(v, b). */
    record With(Binary f) implements Link {
        @Override
        public float at(float v, float b) {
            return f.at(v, b);
        }

        @Override
        public BinaryLane lane() {
            return f.lane();
        }
    }

    /** f(b, v). */
    record After(Binary f) implements Link {
        @Override
        public float at(float v, float b) {
            return f.at(b, v);
        }

        @Override
        public BinaryLane lane() {
            return new AfterLanes(f.lane());
        }

        private record AfterLanes(BinaryLane f) implements BinaryLane {
            @Override
            public FloatVector at(FloatVector v, FloatVector b) {
                return f.at(b, v);
            }
        }
    }

    /** v f(b): a gradient v goes back through a function whose slope is f. */
    record TimesSlope(Pointwise f) implements Link {
        @Override
        public float at(float v, float b) {
            return v * f.at(b);
        }

        @Override
        public BinaryLane lane() {
            return new SlopeLanes(f.lane());
        }

        @Override
        public boolean isShort() {
            return f.isShort();
        }

        private record SlopeLanes(Lane f) implements BinaryLane {
            @Override
            public FloatVector at(FloatVector v, FloatVector b) {
                return v.mul(f.at(b));
            }
        }
    }
}
