package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;

/**
 * The swish or sigmoid linear unit x s(x), where s is the sigmoid.
 *
 * <p>Ramachandran, Zoph, Le, Searching for Activation Functions (2017). It is exact within 3 places down
 * to -87, where the sigmoid becomes denormal.
 */
public record Swish() implements Pointwise {
    private static final Sigmoid SIGMOID = new Sigmoid();

    @Override
    public double at(double x) {
        return x * SIGMOID.at(x);
    }

    @Override
    public float at(float x) {
        return x * SIGMOID.at(x);
    }

    @Override
    public Lane lane() {
        return new Lanes(SIGMOID.lane());
    }

    /** x s'(x) + s(x). */
    @Override
    public Pointwise slope() {
        return Slope.FIRST;
    }

    private record Lanes(Lane sigmoid) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return x.mul(sigmoid.at(x));
        }
    }

    /** x p(s(x)) + q(s(x)) with polynomials p and q: all derivatives are of this form, because s' = s - s^2. */
    record Slope(Polynomial p, Polynomial q) implements Pointwise {
        private static final Slope FIRST = new Slope(SIGMOID.slope(), new Polynomial(0, 1));

        @Override
        public double at(double x) {
            double s = SIGMOID.at(x);
            return x * p.at(s) + q.at(s);
        }

        @Override
        public float at(float x) {
            float s = SIGMOID.at(x);
            return Math.fma(x, p.at(s), q.at(s));
        }

        @Override
        public Lane lane() {
            return equals(FIRST)
                    ? new FirstSlopeLanes(SIGMOID.lane())
                    : new SlopeLanes(SIGMOID.lane(), p.lane(), q.lane());
        }

        @Override
        public Pointwise slope() {
            return new Slope(alongSigmoid(p), p.plus(alongSigmoid(q)));
        }

        /** The derivative of p(s(x)) as a polynomial of s. */
        private static Polynomial alongSigmoid(Polynomial p) {
            return p.slope().times(SIGMOID.slope());
        }

        /** The same written out: as polynomials it would be too many calls for the compiler to inline. */
        private record FirstSlopeLanes(Lane sigmoid) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector s = sigmoid.at(x);
                return x.fma(s.neg().add(1).mul(s), s);
            }
        }

        private record SlopeLanes(Lane sigmoid, Lane p, Lane q) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector s = sigmoid.at(x);
                return x.fma(p.at(s), q.at(s));
            }
        }
    }
}
