package lanegrad.loss;

import java.util.Arrays;

/** One of several distributions, each with its probability. */
record Blend(double[] weights, Distribution[] parts) implements Distribution {
    @Override
    public int size() {
        return parts[0].size();
    }

    @Override
    public double mean(int target) {
        double mean = 0;
        for (int i = 0; i < parts.length; i++) {
            mean += weights[i] * parts[i].mean(target);
        }
        return mean;
    }

    @Override
    public double deviation(int target) {
        double centre = mean(target);
        double variance = 0;
        for (int i = 0; i < parts.length; i++) {
            double distance = parts[i].mean(target) - centre;
            double own = parts[i].deviation(target);
            variance += weights[i] * (own * own + distance * distance);
        }
        return Math.sqrt(variance);
    }

    @Override
    public double cdf(int target, double y) {
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            sum += weights[i] * parts[i].cdf(target, y);
        }
        return sum;
    }

    @Override
    public double logDensity(double... y) {
        double[] logs = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            logs[i] = StrictMath.log(weights[i]) + parts[i].logDensity(y);
        }
        double largest = Arrays.stream(logs).max().orElseThrow();
        double sum = 0;
        for (double log : logs) {
            sum += StrictMath.exp(log - largest);
        }
        return largest + StrictMath.log(sum);
    }

    @Override
    public double[] sample(Noise noise) {
        double left = noise.uniform(1)[0];
        int component = 0;
        while (component < parts.length - 1 && left >= weights[component]) {
            left -= weights[component];
            component++;
        }
        return parts[component].sample(noise);
    }
}
