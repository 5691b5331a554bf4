package lanegrad.loss;

/** The distribution of offset + factor y, for factors of at least 0. */
record Scaled(Distribution of, double[] offsets, double[] factors) implements Distribution {
    @Override
    public int size() {
        return of.size();
    }

    @Override
    public double mean(int target) {
        return outer(target, of.mean(target));
    }

    @Override
    public double deviation(int target) {
        return factors[target] * of.deviation(target);
    }

    @Override
    public double cdf(int target, double y) {
        return of.cdf(target, inner(target, y));
    }

    @Override
    public double logDensity(double... y) {
        double[] inner = new double[y.length];
        double stretch = 0;
        for (int j = 0; j < y.length; j++) {
            inner[j] = inner(j, y[j]);
            stretch += StrictMath.log(factors[j]);
        }
        return of.logDensity(inner) - stretch;
    }

    @Override
    public double[] sample(Noise noise) {
        double[] sample = of.sample(noise);
        for (int j = 0; j < sample.length; j++) {
            sample[j] = outer(j, sample[j]);
        }
        return sample;
    }

    @Override
    public double quantile(int target, double p) {
        return outer(target, of.quantile(target, p));
    }

    @Override
    public boolean isCentral(int target, double y, double share) {
        return of.isCentral(target, inner(target, y), share);
    }

    private double outer(int target, double y) {
        return offsets[target] + factors[target] * y;
    }

    private double inner(int target, double y) {
        double gap = y - offsets[target];
        return gap == 0 ? 0 : gap / factors[target];
    }
}
