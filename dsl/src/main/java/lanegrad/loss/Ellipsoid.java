package lanegrad.loss;

/**
 * Numbers that are normally distributed together.
 *
 * @param means of each
 * @param b lower triangular, with B B^T the inverse of the covariance
 */
record Ellipsoid(double[] means, double[][] b) implements Distribution {
    @Override
    public int size() {
        return means.length;
    }

    @Override
    public double mean(int target) {
        return means[target];
    }

    /** The length of the target's row in B^-T. */
    @Override
    public double deviation(int target) {
        double squares = 0;
        for (int k = 0; k < means.length; k++) {
            double[] unit = new double[means.length];
            unit[k] = 1;
            double element = solve(unit)[target];
            squares += element * element;
        }
        return Math.sqrt(squares);
    }

    @Override
    public double cdf(int target, double y) {
        return Normals.cdf((y - means[target]) / deviation(target));
    }

    @Override
    public double logDensity(double... y) {
        double sum = 0;
        for (int j = 0; j < means.length; j++) {
            double whitened = 0;
            for (int i = j; i < means.length; i++) {
                whitened += b[i][j] * (y[i] - means[i]);
            }
            sum += StrictMath.log(b[j][j]) - whitened * whitened / 2 - Normals.HALF_LOG_TWO_PI;
        }
        return sum;
    }

    /** means + B^-T n for standard normal n. */
    @Override
    public double[] sample(Noise noise) {
        float[] normal = noise.normal(means.length);
        double[] right = new double[means.length];
        for (int j = 0; j < right.length; j++) {
            right[j] = normal[j];
        }
        double[] sample = solve(right);
        for (int j = 0; j < sample.length; j++) {
            sample[j] += means[j];
        }
        return sample;
    }

    /** The x with B^T x = right, from the last to the first. */
    private double[] solve(double[] right) {
        double[] x = new double[right.length];
        for (int j = x.length - 1; j >= 0; j--) {
            double rest = right[j];
            for (int i = j + 1; i < x.length; i++) {
                rest -= b[i][j] * x[i];
            }
            x[j] = rest / b[j][j];
        }
        return x;
    }
}
