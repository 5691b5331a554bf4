package lanegrad.loss;

import java.util.Arrays;
import java.util.List;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * Some quantiles of each number: for the level p of z the cost is p e where e = y - z is above 0, and (p - 1) e below,
 * which is least where y stays below z with probability p (Koenker, Bassett, Regression Quantiles, 1978). The level 1/2
 * is half the absolute error, and the median (Goodfellow et al., section 6.3.2).
 *
 * @param levels between 0 and 1, rising
 */
public record Quantiles(List<Double> levels) implements Output {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty, doesn't rise, or a level isn't between 0 and 1
     */
    public Quantiles {
        levels = List.copyOf(levels);
        double last = 0;
        for (double level : levels) {
            if (!(level > last && level < 1)) {
                throw new IllegalArgumentException("quantiles: levels must rise between 0 and 1, but are " + levels
                        + "; write such as [0.1, 0.5, 0.9]");
            }
            last = level;
        }
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("quantiles: there are no levels; write such as [0.1, 0.5, 0.9]");
        }
    }

    /** The median, and an interval that holds 80 %. */
    public Quantiles() {
        this(List.of(0.1, 0.5, 0.9));
    }

    @Override
    public int units(int size) {
        return size * levels.size();
    }

    @Override
    public Target target() {
        return Target.NUMBERS;
    }

    @Override
    public Var cost(Var z, Var y) {
        int rows = y.shape().rows();
        Shape each = Shape.of(rows, y.shape().columns(), 1);
        Var e = y.reshape(each).minus(z.reshape(each.with(-1, levels.size())));
        Var p = z.tape().constant(Tensor.of(Shape.of(levels.size()), floats(levels)));
        Var cost = e.times(p).plus(e.unaryMinus().map(new Relu()));
        return cost.sumTo(Shape.of(rows, 1, 1)).reshape(Shape.of(rows, 1));
    }

    /** The median, between the levels next to it if it isn't one. */
    @Override
    public Var mean(Var z) {
        int count = levels.size();
        Shape shape = z.shape();
        Var share = z.tape().constant(Tensor.of(Shape.of(count, 1), shares(0.5)));
        return z.reshape(Shape.of(shape.rows() * shape.columns() / count, count))
                .matmul(share)
                .reshape(Shape.of(shape.rows(), shape.columns() / count));
    }

    /** How much each level counts in the quantile at p: all of the nearest where p is beyond them. */
    private float[] shares(double p) {
        float[] shares = new float[levels.size()];
        int above = 0;
        while (above < levels.size() && levels.get(above) < p) {
            above++;
        }
        if (above == 0 || above == levels.size()) {
            shares[Math.min(above, levels.size() - 1)] = 1;
        } else {
            double part = (p - levels.get(above - 1)) / (levels.get(above) - levels.get(above - 1));
            shares[above] = (float) part;
            shares[above - 1] = (float) (1 - part);
        }
        return shares;
    }

    private static float[] floats(List<Double> list) {
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i).floatValue();
        }
        return floats;
    }

    @Override
    public boolean learnsSpread() {
        return true;
    }

    @Override
    public Distribution distribution(double[] z) {
        int count = levels.size();
        double[][] values = new double[z.length / count][];
        for (int j = 0; j < values.length; j++) {
            values[j] = Arrays.copyOfRange(z, j * count, (j + 1) * count);
            Arrays.sort(values[j]); // lines that cross are put in order (Chernozhukov et al., 2010)
        }
        return new Straight(values);
    }

    /** Independent numbers; between two levels the quantiles lie on a line, beyond them all is at the outer one. */
    private final class Straight implements Distribution {
        private final double[][] values;

        Straight(double[][] values) {
            this.values = values;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double quantile(int target, double p) {
            float[] shares = shares(p);
            double value = 0;
            for (int i = 0; i < shares.length; i++) {
                value += shares[i] * values[target][i];
            }
            return value;
        }

        @Override
        public double cdf(int target, double y) {
            double[] own = values[target];
            if (y < own[0]) {
                return 0;
            }
            for (int i = 1; i < own.length; i++) {
                if (y < own[i]) {
                    double part = (y - own[i - 1]) / (own[i] - own[i - 1]);
                    return levels.get(i - 1) + part * (levels.get(i) - levels.get(i - 1));
                }
            }
            return y > own[own.length - 1] ? 1 : levels.getLast();
        }

        @Override
        public double mean(int target) {
            return moment(target, 0, 1);
        }

        @Override
        public double deviation(int target) {
            return Math.sqrt(moment(target, mean(target), 2));
        }

        /** The mean of (y - centre)^power over the levels, each interval's taken at its ends. */
        private double moment(int target, double centre, int power) {
            double[] own = values[target];
            double sum = levels.getFirst() * StrictMath.pow(own[0] - centre, power)
                    + (1 - levels.getLast()) * StrictMath.pow(own[own.length - 1] - centre, power);
            for (int i = 1; i < own.length; i++) {
                double low = own[i - 1] - centre;
                double high = own[i] - centre;
                double inside = power == 1 ? (low + high) / 2 : (low * low + low * high + high * high) / 3;
                sum += (levels.get(i) - levels.get(i - 1)) * inside;
            }
            return sum;
        }

        @Override
        public double logDensity(double... y) {
            double sum = 0;
            for (int j = 0; j < y.length; j++) {
                sum += StrictMath.log(slope(values[j], y[j]));
            }
            return sum;
        }

        private double slope(double[] own, double y) {
            for (int i = 1; i < own.length; i++) {
                if (own[i - 1] <= y && y < own[i]) {
                    return (levels.get(i) - levels.get(i - 1)) / (own[i] - own[i - 1]);
                }
            }
            return 0;
        }

        @Override
        public double[] sample(Noise noise) {
            float[] uniform = noise.uniform(values.length);
            double[] sample = new double[values.length];
            for (int j = 0; j < sample.length; j++) {
                sample[j] = quantile(j, uniform[j]);
            }
            return sample;
        }
    }
}
