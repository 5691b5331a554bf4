package lanegrad.nn.init;

import lanegrad.kernels.random.Philox;
import lanegrad.nn.Init;

/**
 * Columns, or rows if there are fewer, that are orthogonal and of one length, uniform among all such matrices (Saxe,
 * McClelland, Ganguli, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, 2014).
 *
 * @param gain the length; 1 keeps that of what goes through, sqrt(2) does so for ReLU
 */
public record Orthogonal(double gain) implements Init {
    /** Of length 1. */
    public Orthogonal() {
        this(1);
    }

    @Override
    public void fill(long key, int in, int out, float[] weights) {
        int count = Math.min(in, out);
        int size = Math.max(in, out);
        Philox.normal(key, 0, weights, 0, weights.length);
        double[][] vectors = new double[count][size];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < size; j++) {
                vectors[i][j] = weights[i * size + j];
            }
            orthonormalise(vectors, i);
        }
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < size; j++) {
                weights[in < out ? i * size + j : j * count + i] = (float) (gain * vectors[i][j]);
            }
        }
    }

    /** Gram and Schmidt's way, twice, since once is not exact. */
    private static void orthonormalise(double[][] vectors, int last) {
        double[] vector = vectors[last];
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < last; i++) {
                add(-dot(vectors[i], vector), vectors[i], vector);
            }
            double length = Math.sqrt(dot(vector, vector));
            for (int j = 0; j < vector.length; j++) {
                vector[j] /= length;
            }
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += x[j] * y[j];
        }
        return sum;
    }

    private static void add(double factor, double[] x, double[] y) {
        for (int j = 0; j < x.length; j++) {
            y[j] += factor * x[j];
        }
    }
}
