package lanegrad.loss;

import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.LogFactorial;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Counts with the rate exp(z): the cost is exp(z) - y z + log y! for each (Goodfellow et al., (6.8) with the Poisson
 * distribution p(y) = r^y exp(-r) / y!).
 */
public record Poisson() implements Output {
    @Override
    public int units(int size) {
        return size;
    }

    @Override
    public Target target() {
        return Target.RAW;
    }

    @Override
    public @Nullable String misses(double y) {
        return y >= 0 && y == Math.rint(y) ? null : "counts, which are whole numbers of at least 0";
    }

    @Override
    public Var cost(Var z, Var y) {
        Var constant = y.tape().apply(new LogFactorial(), y);
        return z.map(new Exp())
                .minus(y.times(z))
                .plus(constant)
                .sumTo(Shape.of(z.shape().rows(), 1));
    }

    @Override
    public Var mean(Var z) {
        return z.map(new Exp());
    }

    @Override
    public boolean learnsSpread() {
        return true;
    }

    @Override
    public Distribution distribution(double[] z) {
        double[] rates = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            rates[j] = StrictMath.exp(z[j]);
        }
        return new Counts(rates);
    }

    /** Independent counts. */
    private record Counts(double[] rates) implements Distribution {
        /** Where the sum over counts gives way to the normal distribution with continuity correction. */
        private static final double LARGE = 1e5;

        @Override
        public int size() {
            return rates.length;
        }

        @Override
        public double mean(int target) {
            return rates[target];
        }

        @Override
        public double deviation(int target) {
            return Math.sqrt(rates[target]);
        }

        @Override
        public double cdf(int target, double y) {
            double rate = rates[target];
            if (rate > LARGE) {
                return Normals.cdf((Math.floor(y) + 0.5 - rate) / Math.sqrt(rate));
            }
            double sum = 0;
            for (int count = 0; count <= y && (count <= rate || sum < 1); count++) {
                double more = sum + probability(rate, count);
                if (count > rate && more == sum) {
                    break;
                }
                sum = more;
            }
            return Math.min(1, sum);
        }

        @Override
        public double quantile(int target, double p) {
            double rate = rates[target];
            if (rate > LARGE) {
                return Math.rint(new Normals(new double[] {rate}, new double[] {Math.sqrt(rate)}).quantile(0, p));
            }
            double sum = probability(rate, 0);
            int count = 0;
            while (sum < p && (count <= rate || probability(rate, count) > 0)) {
                count++;
                sum += probability(rate, count);
            }
            return count;
        }

        @Override
        public boolean isCentral(int target, double y, double share) {
            return y >= quantile(target, (1 - share) / 2) && y <= quantile(target, (1 + share) / 2);
        }

        private static double probability(double rate, int count) {
            return StrictMath.exp(count * StrictMath.log(rate) - rate - LogFactorial.at(count));
        }

        @Override
        public double logDensity(double... y) {
            double sum = 0;
            for (int j = 0; j < y.length; j++) {
                sum += y[j] * StrictMath.log(rates[j]) - rates[j] - LogFactorial.at(y[j]);
            }
            return sum;
        }

        @Override
        public double[] sample(Noise noise) {
            float[] uniform = noise.uniform(rates.length);
            double[] sample = new double[rates.length];
            for (int j = 0; j < sample.length; j++) {
                sample[j] = quantile(j, uniform[j] + 0x1p-25);
            }
            return sample;
        }
    }
}
