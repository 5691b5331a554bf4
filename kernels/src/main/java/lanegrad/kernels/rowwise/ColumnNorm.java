package lanegrad.kernels.rowwise;

import java.util.Arrays;
import lanegrad.kernels.Cpu;

/**
 * Batch normalisation: each column less its mean and over its standard deviation, then scaled and shifted, y = gamma (x -
 * mean) / sqrt(variance + epsilon) + beta, and its gradients.
 *
 * <p>Liquet, Moka, Nazarathy, (5.39)-(5.40), backward (5.42)-(5.44). Whether the moments are a batch's, by {@link
 * ColumnMoments}, or smoothed ones is the caller's; backward is for a batch's own.
 */
public final class ColumnNorm {
    private static final ThreadLocal<Forward> FORWARD = ThreadLocal.withInitial(Forward::new);
    private static final ThreadLocal<Backward> BACKWARD = ThreadLocal.withInitial(Backward::new);

    private ColumnNorm() {}

    /** Writes y, which may be x at the same offset; both are rows x columns, all others have an element for a column. */
    public static void forward(
            float[] x,
            int xo,
            float[] mean,
            int mo,
            float[] variance,
            int vo,
            double epsilon,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float[] y,
            int yo,
            int rows,
            int columns) {
        Forward job = FORWARD.get();
        job.statistics(mean, mo, variance, vo, epsilon, gamma, go);
        job.beta = beta;
        job.bo = bo;
        job.over(x, xo, y, yo, rows, columns);
    }

    /**
     * Writes the gradients by x, gamma and beta from the gradient dy by y: with s = sqrt(variance + epsilon) and h = (x -
     * mean) / s, dbeta = sum dy, dgamma = sum dy h, dx = gamma / s (dy - dbeta / rows - h dgamma / rows).
     *
     * <p>dx, rows x columns like x and dy, may be either of them at the same offset.
     */
    public static void backward(
            float[] x,
            int xo,
            float[] mean,
            int mo,
            float[] variance,
            int vo,
            double epsilon,
            float[] gamma,
            int go,
            float[] dy,
            int dyo,
            float[] dx,
            int dxo,
            float[] dgamma,
            int dgo,
            float[] dbeta,
            int dbo,
            int rows,
            int columns) {
        Backward job = BACKWARD.get();
        job.statistics(mean, mo, variance, vo, epsilon, gamma, go);
        job.gradients(dy, dyo, dgamma, dgo, dbeta, dbo);
        job.over(x, xo, dx, dxo, rows, columns);
    }

    /** What both ways need of each column. */
    abstract static class Job extends ColumnJob {
        float[] mean = NONE;
        float[] variance = NONE;
        float[] gamma = NONE;
        int mo;
        int vo;
        int go;
        float epsilon;

        final void statistics(float[] mean, int mo, float[] variance, int vo, double epsilon, float[] gamma, int go) {
            this.mean = mean;
            this.mo = mo;
            this.variance = variance;
            this.vo = vo;
            this.epsilon = (float) epsilon;
            this.gamma = gamma;
            this.go = go;
        }

        @Override
        void release() {
            statistics(NONE, 0, NONE, 0, 0, NONE, 0);
        }

        /** The standard deviation of column j. */
        final float deviation(int j) {
            return (float) Math.sqrt(variance[vo + j] + epsilon);
        }
    }

    static final class Forward extends Job {
        float[] beta = NONE;
        int bo;

        @Override
        void release() {
            super.release();
            beta = NONE;
        }

        @Override
        void columns(int first, int n) {
            float[] a = Scratch.ofThread(n).a;
            for (int j = 0; j < n; j++) {
                a[j] = gamma[go + first + j] / deviation(first + j);
            }
            int done = Cpu.VECTORS ? ColumnNormLanes.forward(this, first, n, a) : 0;
            for (int i = first; i < rows * columns && done < n; i += columns) {
                for (int j = done; j < n; j++) {
                    y[yo + i + j] = Math.fma(x[xo + i + j] - mean[mo + first + j], a[j], beta[bo + first + j]);
                }
            }
        }
    }

    static final class Backward extends Job {
        float[] dy = NONE;
        float[] dgamma = NONE;
        float[] dbeta = NONE;
        int dyo;
        int dgo;
        int dbo;

        void gradients(float[] dy, int dyo, float[] dgamma, int dgo, float[] dbeta, int dbo) {
            this.dy = dy;
            this.dyo = dyo;
            this.dgamma = dgamma;
            this.dgo = dgo;
            this.dbeta = dbeta;
            this.dbo = dbo;
        }

        @Override
        void release() {
            super.release();
            gradients(NONE, 0, NONE, 0, NONE, 0);
        }

        @Override
        void columns(int first, int n) {
            ColumnSum.columns(dy, dyo + first, dbeta, dbo + first, rows, columns, n);
            Arrays.fill(dgamma, dgo + first, dgo + first + n, 0);
            add(first, n);
            Scratch s = Scratch.ofThread(n);
            for (int j = 0; j < n; j++) {
                float deviation = deviation(first + j);
                float slope = dgamma[dgo + first + j] / deviation;
                float a = gamma[go + first + j] / deviation;
                s.a[j] = a;
                s.b[j] = a * (slope / deviation) / -rows;
                s.c[j] = a * dbeta[dbo + first + j] / -rows;
                dgamma[dgo + first + j] = slope;
            }
            int done = Cpu.VECTORS ? ColumnNormLanes.backward(this, first, n, s.a, s.b, s.c) : 0;
            for (int i = first; i < rows * columns && done < n; i += columns) {
                for (int j = done; j < n; j++) {
                    float inner = Math.fma(x[xo + i + j] - mean[mo + first + j], s.b[j], s.c[j]);
                    y[yo + i + j] = Math.fma(dy[dyo + i + j], s.a[j], inner);
                }
            }
        }

        /** Adds up dy (x - mean). */
        private void add(int first, int n) {
            int sums = dgo + first;
            int done = Cpu.VECTORS ? ColumnNormLanes.add(this, first, n) : 0;
            for (int i = first; i < rows * columns && done < n; i += columns) {
                for (int j = done; j < n; j++) {
                    float difference = x[xo + i + j] - mean[mo + first + j];
                    dgamma[sums + j] = Math.fma(dy[dyo + i + j], difference, dgamma[sums + j]);
                }
            }
        }
    }

    /** A thread's memory for three numbers of each column. */
    private static final class Scratch {
        private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

        float[] a = {};
        float[] b = {};
        float[] c = {};

        static Scratch ofThread(int n) {
            Scratch s = OF_THREAD.get();
            if (s.a.length < n) {
                s.a = new float[n];
                s.b = new float[n];
                s.c = new float[n];
            }
            return s;
        }
    }
}
