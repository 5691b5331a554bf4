package lanegrad.loss;

import lanegrad.kernels.random.Philox;

/**
 * The random numbers of one sample for one row, a function of what they are for.
 *
 * @param key of the seed, the targets and the sample's number
 * @param row the row's number
 */
public record Noise(long key, long row) {
    /** The noise of a sample of some targets. */
    public static Noise of(long seed, String targets, int sample, long row) {
        return new Noise(Philox.key(seed, "sample", targets, String.valueOf(sample)), row);
    }

    /** Numbers from [0, 1). */
    public float[] uniform(int n) {
        float[] numbers = new float[n];
        Philox.uniform(Philox.key(key, "uniform"), row, numbers, 0, n);
        return numbers;
    }

    /** Numbers from the standard normal distribution. */
    public float[] normal(int n) {
        float[] numbers = new float[n];
        Philox.normal(Philox.key(key, "normal"), row, numbers, 0, n);
        return numbers;
    }
}
