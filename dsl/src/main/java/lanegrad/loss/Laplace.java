package lanegrad.loss;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Abs;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.tensor.Shape;

/**
 * Numbers with median z and scale 1: the cost is |y - z| + log 2 for each, so the network learns the conditional median
 * (Chen, "Learning Conditional Statistics"; Goodfellow et al., section 6.3.2).
 */
public record Laplace() implements Output {
    private static final double LOG_TWO = StrictMath.log(2);

    @Override
    public int units(int size) {
        return size;
    }

    @Override
    public Target target() {
        return Target.NUMBERS;
    }

    @Override
    public Var cost(Var z, Var y) {
        Shape shape = z.shape();
        Var distances = y.minus(z).map(new Abs()).sumTo(Shape.of(shape.rows(), 1));
        return distances.map(new Polynomial((float) (shape.columns() * LOG_TWO), 1));
    }

    @Override
    public Var mean(Var z) {
        return z;
    }

    @Override
    public Distribution distribution(double[] z) {
        return new Around(z);
    }

    /** Independent numbers of scale 1 around their medians. */
    private record Around(double[] medians) implements Distribution {
        @Override
        public int size() {
            return medians.length;
        }

        @Override
        public double mean(int target) {
            return medians[target];
        }

        @Override
        public double deviation(int target) {
            return Math.sqrt(2);
        }

        @Override
        public double cdf(int target, double y) {
            double tail = StrictMath.exp(-Math.abs(y - medians[target])) / 2;
            return y < medians[target] ? tail : 1 - tail;
        }

        @Override
        public double quantile(int target, double p) {
            return medians[target] + (p < 0.5 ? StrictMath.log(2 * p) : -StrictMath.log(2 * (1 - p)));
        }

        @Override
        public double logDensity(double... y) {
            double sum = 0;
            for (int j = 0; j < y.length; j++) {
                sum -= Math.abs(y[j] - medians[j]) + LOG_TWO;
            }
            return sum;
        }

        @Override
        public double[] sample(Noise noise) {
            float[] uniform = noise.uniform(medians.length);
            double[] sample = new double[medians.length];
            for (int j = 0; j < sample.length; j++) {
                sample[j] = quantile(j, uniform[j] + 0x1p-25); // the middle of a float's cell, never 0 or 1
            }
            return sample;
        }
    }
}
