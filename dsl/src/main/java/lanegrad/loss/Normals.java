package lanegrad.loss;

import lanegrad.kernels.pointwise.Normal;

/** Independent numbers, each normally distributed. */
record Normals(double[] means, double[] deviations) implements Distribution {
    static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * StrictMath.PI);

    /** The standard normal distribution's. */
    static double cdf(double x) {
        return Normal.cdf(x);
    }

    @Override
    public int size() {
        return means.length;
    }

    @Override
    public double mean(int target) {
        return means[target];
    }

    @Override
    public double deviation(int target) {
        return deviations[target];
    }

    @Override
    public double cdf(int target, double y) {
        return cdf((y - means[target]) / deviations[target]);
    }

    @Override
    public double logDensity(double... y) {
        double sum = 0;
        for (int j = 0; j < y.length; j++) {
            double distance = (y[j] - means[j]) / deviations[j];
            sum -= distance * distance / 2 + StrictMath.log(deviations[j]) + HALF_LOG_TWO_PI;
        }
        return sum;
    }

    @Override
    public double[] sample(Noise noise) {
        float[] normal = noise.normal(means.length);
        double[] sample = new double[means.length];
        for (int j = 0; j < sample.length; j++) {
            sample[j] = means[j] + deviations[j] * normal[j];
        }
        return sample;
    }
}
