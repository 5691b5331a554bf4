package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The swish or sigmoid linear unit x s(x), where s is the sigmoid.
 *
 * <p>Ramachandran, Zoph, Le, Searching for Activation Functions (2017).
 */
public record Swish() implements Pointwise {
    private static final Sigmoid SIGMOID = new Sigmoid();

    /** From here on to the left it is 0. */
    private static final float FAR = 110;

    @Override
    public double at(double x) {
        return x == Double.NEGATIVE_INFINITY ? -0.0 : x * SIGMOID.at(x);
    }

    @Override
    public float at(float x) {
        float a = Math.abs(x);
        a = a > FAR ? FAR : a;
        float raised = Exp.raised(-a);
        // On both sides it is max(x, 0) - a z / (1 + z) with z = e^-a.
        float z = raised * Exp.DOWN;
        float n = a * raised;
        float d = 1 + z;
        float inverse = 1 / d;
        float quotient = n * inverse;
        // What the quotient, the product and the sum have left over.
        float rest = Math.fma(-quotient, d, n) + Math.fma(a, raised, -n);
        rest = Math.fma(quotient, d - 1 - z, rest);
        return Math.fma(Math.fma(rest, inverse, quotient), -Exp.DOWN, x < 0 ? 0 : x);
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** x s'(x) + s(x). */
    @Override
    public Pointwise slope() {
        return Slope.FIRST;
    }

    private record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector a = x.abs();
            a = a.blend(FAR, a.compare(VectorOperators.GT, FAR));
            FloatVector raised = Exp.Lanes.raised(a.neg());
            FloatVector z = raised.mul(Exp.DOWN);
            FloatVector n = a.mul(raised);
            FloatVector d = z.add(1);
            FloatVector inverse = FloatVector.broadcast(FLOATS, 1).div(d);
            FloatVector quotient = n.mul(inverse);
            FloatVector rest = quotient.neg().fma(d, n).add(a.fma(raised, n.neg()));
            rest = quotient.fma(d.sub(1).sub(z), rest);
            FloatVector rectified = x.blend(0f, x.compare(VectorOperators.LT, 0f));
            return Fma.of(rest.fma(inverse, quotient), -Exp.DOWN, rectified);
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
