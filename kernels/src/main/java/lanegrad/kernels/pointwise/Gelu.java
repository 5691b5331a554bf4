package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The Gaussian error linear unit {@code x P(X < x)} with a standard normal X: the exact one, not its approximation by tanh.
 *
 * <p>Hendrycks, Gimpel, Gaussian Error Linear Units (2016).
 */
public record Gelu() implements Pointwise {
    @Override
    public double at(double x) {
        return x == Double.NEGATIVE_INFINITY ? -0.0 : x * Normal.cdf(x);
    }

    @Override
    public float at(float x) {
        float a = Normal.size(x);
        // e^(-a^2/2) = 2^k (1 + head + tail).
        float part = a * -0.5f;
        float product = a * part;
        float shifted = Math.fma(product, ExpParts.LOG2_E, Exp.ROUND_UP);
        float k = shifted - Exp.ROUND_UP;
        float head = Math.fma(k, -ExpParts.LN2_HIGH, product);
        float low = Math.fma(k, -ExpParts.LN2_LOW, Math.fma(a, part, -product));
        float tail = ExpParts.bend(head + low, low);
        float n = Normal.numerator(a);
        float d = Normal.denominator(a);
        float line = Math.fma(a, Normal.ROOT, Normal.START);
        float inverse = 1 / Math.fma(line, d, n);
        float y = a * d * inverse;
        // What a d - y (START + ROOT a) d - y n leaves over makes good what was rounded.
        float rest = Math.fma(-y, line, a);
        rest = Math.fma(-y, Math.fma(a, Normal.ROOT, Normal.START - line), rest);
        rest = Math.fma(-y, n, rest * d);
        y += Math.fma(y, head, Math.fma(y, tail, rest * inverse));
        return Math.fma(y * ExpParts.scale(shifted), -Exp.DOWN, x < 0 ? 0 : x);
    }

    @Override
    public Lane lane() {
        return new Lanes();
    }

    /** {@code P(X < x) + x density(x)}. */
    @Override
    public Pointwise slope() {
        return new Slope();
    }

    private record Lanes() implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            FloatVector rectified = x.blend(0f, x.compare(VectorOperators.LT, 0f));
            FloatVector a = Normal.OnLanes.size(x);
            FloatVector part = a.mul(-0.5f);
            FloatVector product = a.mul(part);
            FloatVector shifted = Fma.of(product, ExpParts.LOG2_E, Exp.ROUND_UP);
            FloatVector k = shifted.sub(Exp.ROUND_UP);
            FloatVector head = Fma.of(k, -ExpParts.LN2_HIGH, product);
            FloatVector low = Fma.of(k, -ExpParts.LN2_LOW, a.fma(part, product.neg()));
            FloatVector tail = ExpParts.OnLanes.bend(head.add(low), low);
            FloatVector power = ExpParts.OnLanes.scale(shifted);
            FloatVector n = Normal.OnLanes.numerator(a);
            FloatVector d = Normal.OnLanes.denominator(a);
            FloatVector root = FloatVector.broadcast(FLOATS, Normal.ROOT);
            FloatVector start = FloatVector.broadcast(FLOATS, Normal.START);
            FloatVector line = a.fma(root, start);
            FloatVector inverse = FloatVector.broadcast(FLOATS, 1).div(line.fma(d, n));
            FloatVector y = a.mul(d).mul(inverse);
            FloatVector minus = y.neg();
            FloatVector rest = minus.fma(line, a);
            rest = minus.fma(a.fma(root, start.sub(line)), rest);
            rest = minus.fma(n, rest.mul(d));
            y = y.add(y.fma(head, y.fma(tail, rest.mul(inverse))));
            return y.mul(power).fma(FloatVector.broadcast(FLOATS, -Exp.DOWN), rectified);
        }
    }

    /** {@code P(X < x) + x density(x)}. */
    record Slope() implements Pointwise {
        @Override
        public double at(double x) {
            double bell = Normal.density(x);
            return Normal.cdf(x) + (bell == 0 ? 0 : x * bell);
        }

        @Override
        public float at(float x) {
            float a = Normal.size(x);
            float left = Normal.bell(a, 0.5f) * Math.fma(a, -Normal.HEIGHT, Normal.ratio(a)) * Exp.DOWN;
            return x < 0 ? left : 1 - left;
        }

        @Override
        public Lane lane() {
            return new SlopeLanes();
        }

        /** {@code (2 - x^2) density(x)}. */
        @Override
        public Pointwise slope() {
            return new Density(new Polynomial(2, 0, -1));
        }

        private record SlopeLanes() implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                VectorMask<Float> negative = x.compare(VectorOperators.LT, 0f);
                FloatVector a = Normal.OnLanes.size(x);
                FloatVector bell = Normal.OnLanes.bell(a, 0.5f);
                FloatVector ratio = Normal.OnLanes.ratio(a);
                FloatVector left = bell.mul(a.fma(FloatVector.broadcast(FLOATS, -Normal.HEIGHT), ratio))
                        .mul(Exp.DOWN);
                return FloatVector.broadcast(FLOATS, 1).sub(left).blend(left, negative);
            }
        }
    }

    /** {@code p(x) density(x)} with a polynomial p: all further derivatives are of this form. */
    record Density(Polynomial p) implements Pointwise {
        @Override
        public double at(double x) {
            double bell = Normal.density(x);
            return bell == 0 ? 0 : p.at(x) * bell;
        }

        @Override
        public float at(float x) {
            float a = Normal.size(x);
            return p.at(x < 0 ? -a : a) * Normal.HEIGHT * Normal.bell(a, 0.5f) * Exp.DOWN;
        }

        @Override
        public Lane lane() {
            return new DensityLanes(p.lane());
        }

        /** The density's derivative is -x density(x). */
        @Override
        public Pointwise slope() {
            return new Density(p.slope().plus(p.times(new Polynomial(0, -1))));
        }

        private record DensityLanes(Lane p) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                VectorMask<Float> left = x.compare(VectorOperators.LT, 0f);
                FloatVector a = Normal.OnLanes.size(x);
                FloatVector y = p.at(a.blend(a.neg(), left)).mul(Normal.HEIGHT);
                return y.mul(Normal.OnLanes.bell(a, 0.5f)).mul(Exp.DOWN);
            }
        }
    }
}
