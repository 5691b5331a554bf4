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
        return new Slope();
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
            // Written out: so late the compiler inlines no more methods of ours.
            return rest.fma(inverse, quotient).fma(FloatVector.broadcast(FLOATS, -Exp.DOWN), rectified);
        }
    }

    /** x s'(x) + s(x). */
    record Slope() implements Pointwise {
        @Override
        public double at(double x) {
            double a = Math.min(Math.abs(x), FAR);
            double l = SIGMOID.at(-a);
            double left = l * (1 - a * (1 - l));
            return Double.isNaN(x) ? x : x < 0 ? left : 1 - left;
        }

        @Override
        public float at(float x) {
            float a = Math.abs(x);
            a = a > FAR ? FAR : a;
            // With the tail l = s(-a) it is l (1 - a (1 - l)) on the left, and 1 less that on the right.
            float z = Exp.falling(-a);
            float l = z / (1 + z);
            float left = l * Math.fma(a, l, 1 - a);
            return x < 0 ? left : 1 - left;
        }

        @Override
        public Lane lane() {
            return new SlopeLanes();
        }

        /** x s''(x) + 2 s'(x). */
        @Override
        public Pointwise slope() {
            Polynomial first = SIGMOID.slope();
            return new Bend(Bend.alongSigmoid(first), first.plus(first), 1);
        }

        private record SlopeLanes() implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector a = x.abs();
                a = a.blend(FAR, a.compare(VectorOperators.GT, FAR));
                FloatVector z = Exp.Lanes.falling(a.neg());
                FloatVector one = FloatVector.broadcast(FLOATS, 1);
                FloatVector l = z.div(z.add(1));
                FloatVector left = l.mul(a.fma(l, one.sub(a)));
                return one.sub(left).blend(left, x.compare(VectorOperators.LT, 0f));
            }
        }
    }

    /**
     * x p(s(x)) + q(s(x)) with polynomials p and q: all further derivatives are of this form, because s' = s - s^2.
     *
     * @param sign what the value at -x is times that at x, 1 or -1: so that it may be computed on the left, where s is small
     */
    record Bend(Polynomial p, Polynomial q, float sign) implements Pointwise {
        @Override
        public double at(double x) {
            double a = Math.min(Math.abs(x), FAR);
            double s = SIGMOID.at(-a);
            return (x > 0 ? sign : 1) * (q.at(s) - a * p.at(s));
        }

        @Override
        public float at(float x) {
            float a = Math.abs(x);
            a = a > FAR ? FAR : a;
            float z = Exp.falling(-a);
            float s = z / (1 + z);
            return (x > 0 ? sign : 1) * Math.fma(-a, p.at(s), q.at(s));
        }

        @Override
        public Lane lane() {
            Lane first = p.lane();
            Lane second = q.lane();
            return first instanceof Polynomial.Cubic cubic && second instanceof Polynomial.Parabola parabola
                    ? new ShortLanes(cubic, parabola, sign)
                    : new LongLanes(first, second, sign);
        }

        @Override
        public Pointwise slope() {
            return new Bend(alongSigmoid(p), p.plus(alongSigmoid(q)), -sign);
        }

        /** The derivative of p(s(x)) as a polynomial of s. */
        private static Polynomial alongSigmoid(Polynomial p) {
            return p.slope().times(SIGMOID.slope());
        }

        /** Where both are short, as in the second derivative of the unit. */
        private record ShortLanes(Polynomial.Cubic p, Polynomial.Parabola q, float sign) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector side = OnLanes.side(x, sign);
                FloatVector a = OnLanes.size(x);
                FloatVector s = OnLanes.small(a);
                return side.mul(a.neg().fma(p.at(s), q.at(s)));
            }
        }

        /**
         * Any others. Calls of methods that are looked up make the function's own machine code larger, now and then too large
         * to be inlined, and its vectors objects: those of the short ones are known.
         */
        private record LongLanes(Lane p, Lane q, float sign) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector side = OnLanes.side(x, sign);
                FloatVector a = OnLanes.size(x);
                FloatVector s = OnLanes.small(a);
                return side.mul(a.neg().fma(p.at(s), q.at(s)));
            }
        }

        /** The parts of both, in a class that is loaded with them only. */
        private static final class OnLanes {
            private OnLanes() {}

            static FloatVector size(FloatVector x) {
                FloatVector a = x.abs();
                return a.blend(FAR, a.compare(VectorOperators.GT, FAR));
            }

            /** s(-a). */
            static FloatVector small(FloatVector a) {
                FloatVector z = Exp.Lanes.falling(a.neg());
                return z.div(z.add(1));
            }

            static FloatVector side(FloatVector x, float sign) {
                return FloatVector.broadcast(FLOATS, 1).blend(sign, x.compare(VectorOperators.GT, 0f));
            }
        }
    }
}
