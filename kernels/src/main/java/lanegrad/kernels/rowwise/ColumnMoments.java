package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;

/**
 * The mean of each column, m = (1/n) sum_i x_i, and its variance, v = (1/n) sum_i (x_i - m)^2, the second after the first,
 * so that a large mean doesn't drown a small variance. Both sums go from the first row to the last.
 *
 * <p>Liquet, Moka, Nazarathy, section 5.6, the statistics of a batch in (5.39).
 */
public final class ColumnMoments {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private ColumnMoments() {}

    /** Writes two numbers for each column of x, which is rows x columns with at least one row, to mean and variance. */
    public static void run(float[] x, int xo, float[] mean, int mo, float[] variance, int vo, int rows, int columns) {
        Job job = OF_THREAD.get();
        job.variance = variance;
        job.vo = vo;
        job.over(x, xo, mean, mo, rows, columns);
    }

    private static final class Job extends ColumnJob {
        private float[] variance = NONE;
        private int vo;

        @Override
        void release() {
            variance = NONE;
        }

        @Override
        void columns(int first, int n) {
            int m = yo + first;
            int v = vo + first;
            ColumnSum.columns(x, xo + first, y, m, rows, columns, n);
            divide(y, m, n);
            squares(xo + first, m, v, n);
            divide(variance, v, n);
        }

        private void divide(float[] sums, int at, int n) {
            for (int j = at; j < at + n; j++) {
                sums[j] /= rows;
            }
        }

        /** Adds up (x - m)^2, four rows at a time. */
        private void squares(int xo, int m, int v, int n) {
            Arrays.fill(variance, v, v + n, 0);
            int row = 0;
            if (Cpu.VECTORS && n >= LENGTH) {
                for (; row <= rows - 4; row += 4) {
                    int at = xo + row * columns;
                    int done = OnLanes.addFour(x, at, columns, y, m, variance, v, n);
                    for (int i = 0; i < 4; i++) {
                        add(at + i * columns, m, v, done, n);
                    }
                }
            }
            for (; row < rows; row++) {
                add(xo + row * columns, m, v, 0, n);
            }
        }

        private void add(int at, int m, int v, int from, int to) {
            for (int j = from; j < to; j++) {
                float difference = x[at + j] - y[m + j];
                variance[v + j] = Math.fma(difference, difference, variance[v + j]);
            }
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        static int addFour(float[] x, int xo, int stride, float[] mean, int mo, float[] sums, int so, int n) {
            int j = 0;
            for (; j <= n - LENGTH; j += LENGTH) {
                FloatVector m = FloatVector.fromArray(FLOATS, mean, mo + j);
                FloatVector sum = FloatVector.fromArray(FLOATS, sums, so + j);
                int at = xo + j;
                sum = square(x, at, m, sum);
                sum = square(x, at + stride, m, sum);
                sum = square(x, at + 2 * stride, m, sum);
                square(x, at + 3 * stride, m, sum).intoArray(sums, so + j);
            }
            return j;
        }

        private static FloatVector square(float[] x, int at, FloatVector mean, FloatVector sum) {
            FloatVector difference = FloatVector.fromArray(FLOATS, x, at).sub(mean);
            return difference.fma(difference, sum);
        }
    }
}
