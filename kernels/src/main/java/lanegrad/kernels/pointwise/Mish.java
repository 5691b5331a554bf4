package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The mish x tanh(softplus(x)), differentiable three times here.
 *
 * <p>Misra, Mish: A Self Regularized Non-Monotonic Activation Function (2019).
 */
public record Mish() implements Pointwise {
    /** From here on to the left it is 0. */
    private static final float FAR = 110;

    @Override
    public double at(double x) {
        if (x == Double.NEGATIVE_INFINITY) {
            return -0.0;
        }
        // With z = e^-|x|, tanh(softplus(x)) = (e^2s - 1) / (e^2s + 1) where e^s = 1 + e^x.
        double z = StrictMath.exp(-Math.abs(x));
        return x < 0 ? x * (z * (z + 2) / (z * (z + 2) + 2)) : x * ((1 + 2 * z) / (1 + 2 * z + 2 * z * z));
    }

    @Override
    public float at(float x) {
        float a = Math.abs(x);
        a = a > FAR ? FAR : a;
        float raised = Exp.raised(-a);
        float z = raised * Exp.DOWN;
        // On the left it is -a z (1 - g), on the right x - a g.
        boolean left = x < 0;
        float one = left ? 1 : z;
        float twice = left ? z : z + z;
        float two = left ? 2 : 1;
        float s = z + one;
        float t = twice + 2;
        float numerator = z * s;
        float denominator = Math.fma(z, t, two);
        float inverse = 1 / denominator;
        float g = numerator * inverse;
        // What the sums and products have lost.
        float above = Math.fma(z, z - (s - one), Math.fma(z, s, -numerator));
        float below = Math.fma(z, twice - (t - 2), Math.fma(z, t, two - denominator));
        float rest = Math.fma(-g, denominator, numerator) + Math.fma(-g, below, above);
        g = Math.fma(rest, inverse, g);
        float n = a * raised;
        float product = n + Math.fma(-n, g, Math.fma(a, raised, -n));
        return left ? product * -Exp.DOWN : Math.fma(-a, g, x);
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** t + x t' with t = tanh(softplus(x)). */
    @Override
    public Pointwise slope() {
        return new Slope(1);
    }

    private record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector a = x.abs();
            a = a.blend(FAR, a.compare(VectorOperators.GT, FAR));
            FloatVector raised = Exp.Lanes.raised(a.neg());
            FloatVector z = raised.mul(Exp.DOWN);
            VectorMask<Float> left = x.compare(VectorOperators.LT, 0f);
            FloatVector one = z.blend(1f, left);
            FloatVector twice = z.add(z).blend(z, left);
            FloatVector two = FloatVector.broadcast(FLOATS, 1).blend(2f, left);
            FloatVector s = z.add(one);
            FloatVector t = twice.add(2);
            FloatVector numerator = z.mul(s);
            FloatVector denominator = z.fma(t, two);
            FloatVector inverse = FloatVector.broadcast(FLOATS, 1).div(denominator);
            FloatVector g = numerator.mul(inverse);
            FloatVector minus = g.neg();
            FloatVector above = z.fma(z.sub(s.sub(one)), z.fma(s, numerator.neg()));
            FloatVector below = z.fma(twice.sub(t.sub(2)), z.fma(t, two.sub(denominator)));
            FloatVector rest = minus.fma(denominator, numerator).add(minus.fma(below, above));
            g = rest.fma(inverse, g);
            FloatVector n = a.mul(raised);
            FloatVector less = n.neg();
            FloatVector product = n.add(less.fma(g, a.fma(raised, less)));
            return a.neg().fma(g, x).blend(product.mul(-Exp.DOWN), left);
        }
    }

    /**
     * Its derivative of some order, n t^(n-1) + x t^(n) with the derivatives of t = tanh(softplus(x)).
     *
     * <p>With the sigmoid s of x, c = 1 - s and u = 1 / (1 + c^2): t = 1 - 2 c^2 u and t' = 4w for w = s (u - u^2), where w' = w
     * v for v = c + 2 s (1 - 2u), and v' = -s (c (4u - 1) + 8w).
     *
     * @param order 1 to 3
     */
    record Slope(int order) implements Pointwise {
        private static final Sigmoid SIGMOID = new Sigmoid();

        /** Beyond it, the derivatives of t are 0. */
        private static final float FAR = 120;

        @Override
        public double at(double x) {
            double near = Math.clamp(x, -FAR, FAR);
            double s = SIGMOID.at(x);
            double c = SIGMOID.at(-x);
            double u = 1 / (1 + c * c);
            double w = s * (c * u) * (c * u);
            if (order == 1) {
                return near * (4 * w) + (2 * u - 1);
            }
            double v = c + 2 * s * (1 - 2 * u);
            if (order == 2) {
                return 4 * w * (near * v + 2);
            }
            double slope = -s * (c * (4 * u - 1) + 8 * w);
            return 4 * w * (near * (v * v + slope) + 3 * v);
        }

        @Override
        public float at(float x) {
            float near = Math.abs(x) > FAR ? 0 : x;
            float s = SIGMOID.at(x);
            float c = 1 - s;
            float u = 1 / Math.fma(c, c, 1);
            float cu = c * u;
            float w = 4 * s * (cu * cu);
            if (order == 1) {
                return Math.fma(near, w, Math.fma(-2 * c, cu, 1));
            }
            float v = Math.fma(2 * s, Math.fma(u, -2, 1), c);
            if (order == 2) {
                return w * Math.fma(near, v, 2);
            }
            float slope = -s * Math.fma(w, 2, c * Math.fma(u, 4, -1));
            return w * Math.fma(near, Math.fma(v, v, slope), 3 * v);
        }

        @Override
        public Lane lane() {
            return order == 1 ? new FirstSlopeLanes(new Sigmoid.Lanes()) : new SlopeLanes(order, new Sigmoid.Lanes());
        }

        /**
         * The derivative of the next order.
         *
         * @throws UnsupportedOperationException if this one is the third
         */
        @Override
        public Pointwise slope() {
            if (order == 3) {
                throw new UnsupportedOperationException("mish: expected at most the third derivative, got the fourth");
            }
            return new Slope(order + 1);
        }

        /** The usual one, short enough to be inlined whole. */
        private record FirstSlopeLanes(Sigmoid.Lanes sigmoid) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector near = x.blend(0f, x.abs().compare(VectorOperators.GT, FAR));
                FloatVector s = sigmoid.at(x);
                FloatVector one = FloatVector.broadcast(FLOATS, 1);
                FloatVector c = one.sub(s);
                FloatVector u = one.div(c.fma(c, one));
                FloatVector cu = c.mul(u);
                FloatVector t = c.mul(-2).fma(cu, one);
                FloatVector w = s.mul(4).mul(cu.mul(cu));
                return near.fma(w, t);
            }
        }

        private record SlopeLanes(int order, Sigmoid.Lanes sigmoid) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                FloatVector s = sigmoid.at(x);
                FloatVector one = FloatVector.broadcast(FLOATS, 1);
                FloatVector c = one.sub(s);
                FloatVector u = one.div(c.fma(c, one));
                FloatVector cu = c.mul(u);
                FloatVector w = s.mul(4).mul(cu.mul(cu));
                FloatVector v = s.mul(2).fma(Fma.of(u, -2, 1), c);
                FloatVector near = x.blend(0f, x.abs().compare(VectorOperators.GT, FAR));
                if (order == 2) {
                    return w.mul(Fma.of(near, v, 2));
                }
                FloatVector slope = s.neg().mul(Fma.of(w, 2, c.mul(Fma.of(u, 4, -1))));
                return w.mul(near.fma(v.fma(v, slope), v.mul(3)));
            }
        }
    }
}
