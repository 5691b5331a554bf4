package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
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
    private abstract static class Job extends ColumnJob {
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

    private static final class Forward extends Job {
        private float[] beta = NONE;
        private int bo;

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
            for (int i = first; i < rows * columns; i += columns) {
                row(xo + i, mo + first, a, bo + first, yo + i, n);
            }
        }

        private void row(int at, int m, float[] a, int b, int to, int n) {
            int done = Cpu.VECTORS && n >= LENGTH ? OnLanes.forward(x, at, mean, m, a, beta, b, y, to, n) : 0;
            for (int j = done; j < n; j++) {
                y[to + j] = Math.fma(x[at + j] - mean[m + j], a[j], beta[b + j]);
            }
        }
    }

    private static final class Backward extends Job {
        private float[] dy = NONE;
        private float[] dgamma = NONE;
        private float[] dbeta = NONE;
        private int dyo;
        private int dgo;
        private int dbo;

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
            for (int i = first; i < rows * columns; i += columns) {
                add(xo + i, mo + first, dyo + i, dgo + first, n);
            }
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
            for (int i = first; i < rows * columns; i += columns) {
                row(xo + i, mo + first, dyo + i, s, yo + i, n);
            }
        }

        /** Adds dy (x - mean) of a row. */
        private void add(int at, int m, int from, int sums, int n) {
            int done = Cpu.VECTORS && n >= LENGTH ? OnLanes.add(x, at, mean, m, dy, from, dgamma, sums, n) : 0;
            for (int j = done; j < n; j++) {
                dgamma[sums + j] = Math.fma(dy[from + j], x[at + j] - mean[m + j], dgamma[sums + j]);
            }
        }

        private void row(int at, int m, int from, Scratch s, int to, int n) {
            int done = Cpu.VECTORS && n >= LENGTH ? OnLanes.backward(x, at, mean, m, dy, from, s, y, to, n) : 0;
            for (int j = done; j < n; j++) {
                y[to + j] = Math.fma(dy[from + j], s.a[j], Math.fma(x[at + j] - mean[m + j], s.b[j], s.c[j]));
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

    private static final class OnLanes {
        private OnLanes() {}

        static int forward(
                float[] x, int xo, float[] m, int mo, float[] a, float[] b, int bo, float[] y, int yo, int n) {
            int j = 0;
            for (; j <= n - LENGTH; j += LENGTH) {
                centred(x, xo, m, mo, j)
                        .fma(FloatVector.fromArray(FLOATS, a, j), FloatVector.fromArray(FLOATS, b, bo + j))
                        .intoArray(y, yo + j);
            }
            return j;
        }

        static int add(float[] x, int xo, float[] m, int mo, float[] dy, int dyo, float[] sums, int so, int n) {
            int j = 0;
            for (; j <= n - LENGTH; j += LENGTH) {
                FloatVector.fromArray(FLOATS, dy, dyo + j)
                        .fma(centred(x, xo, m, mo, j), FloatVector.fromArray(FLOATS, sums, so + j))
                        .intoArray(sums, so + j);
            }
            return j;
        }

        static int backward(
                float[] x, int xo, float[] m, int mo, float[] dy, int dyo, Scratch s, float[] y, int yo, int n) {
            float[] a = s.a;
            float[] b = s.b;
            float[] c = s.c;
            int j = 0;
            for (; j <= n - LENGTH; j += LENGTH) {
                FloatVector inner = centred(x, xo, m, mo, j)
                        .fma(FloatVector.fromArray(FLOATS, b, j), FloatVector.fromArray(FLOATS, c, j));
                FloatVector.fromArray(FLOATS, dy, dyo + j)
                        .fma(FloatVector.fromArray(FLOATS, a, j), inner)
                        .intoArray(y, yo + j);
            }
            return j;
        }

        private static FloatVector centred(float[] x, int xo, float[] m, int mo, int j) {
            return FloatVector.fromArray(FLOATS, x, xo + j).sub(FloatVector.fromArray(FLOATS, m, mo + j));
        }
    }
}
