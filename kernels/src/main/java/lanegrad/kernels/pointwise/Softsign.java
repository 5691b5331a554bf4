package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The softsign x / (1 + |x|); its slope is (1 - |y|)^2, its second derivative at 0, where it jumps, 0.
 *
 * <p>Liquet, Moka, Nazarathy, 5.3; Glorot, Bengio, Understanding the Difficulty of Training Deep Feedforward Neural
 * Networks (2010).
 */
public record Softsign() implements Pointwise {
    private static final int SIGN = 0x8000_0000;

    @Override
    public double at(double x) {
        return Double.isInfinite(x) ? Math.signum(x) : x / (1 + Math.abs(x));
    }

    @Override
    public float at(float x) {
        float a = Math.abs(x);
        a = a > Float.MAX_VALUE ? Float.MAX_VALUE : a;
        return Math.copySign(a / (a + 1), x);
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** (1 - |y|)^2. */
    @Override
    public Pointwise slope() {
        return new Slope();
    }

    @Override
    public boolean slopeOfOutput() {
        return true;
    }

    private record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector a = x.abs();
            a = a.blend(Float.MAX_VALUE, a.compare(VectorOperators.GT, Float.MAX_VALUE));
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            return a.div(a.add(1)).reinterpretAsInts().or(sign).reinterpretAsFloats();
        }
    }

    /** The slope as a function of the output. */
    record Slope() implements Pointwise {
        @Override
        public double at(double y) {
            double rest = 1 - Math.abs(y);
            return rest * rest;
        }

        @Override
        public float at(float y) {
            float rest = 1 - Math.abs(y);
            return rest * rest;
        }

        @Override
        public Lane lane() {
            return new SlopeLanes();
        }

        /** 2y - 2 sign(y). */
        @Override
        public Pointwise slope() {
            return new Second();
        }

        private record SlopeLanes() implements Lane {
            @Override
            public FloatVector at(FloatVector y) {
                FloatVector rest = FloatVector.broadcast(FLOATS, 1).sub(y.abs());
                return rest.mul(rest);
            }
        }
    }

    /** The derivative of the slope by the output: 2y - 2 sign(y). */
    record Second() implements Pointwise {
        @Override
        public double at(double y) {
            return 2 * (y - Math.signum(y));
        }

        @Override
        public float at(float y) {
            return 2 * (y - Math.signum(y));
        }

        @Override
        public Lane lane() {
            return new SecondLanes();
        }

        @Override
        public Pointwise slope() {
            return new Polynomial(2);
        }

        private record SecondLanes() implements Lane {
            @Override
            public FloatVector at(FloatVector y) {
                FloatVector sign = FloatVector.broadcast(FLOATS, 1)
                        .reinterpretAsInts()
                        .or(y.reinterpretAsInts().and(SIGN))
                        .reinterpretAsFloats();
                return y.sub(sign.blend(y, y.compare(VectorOperators.EQ, 0f))).mul(2);
            }
        }
    }
}
