package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Lanes;

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

        /** Adds up (x - m)^2. */
        private void squares(int xo, int m, int v, int n) {
            Arrays.fill(variance, v, v + n, 0);
            int done = Cpu.VECTORS ? OnLanes.add(x, xo, y, m, variance, v, rows, columns, n) : 0;
            for (int row = 0; row < rows && done < n; row++) {
                for (int j = done; j < n; j++) {
                    float difference = x[xo + row * columns + j] - y[m + j];
                    variance[v + j] = Math.fma(difference, difference, variance[v + j]);
                }
            }
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        /** As in {@link ColumnSum}. */
        static int add(float[] x, int xo, float[] mean, int mo, float[] sums, int so, int rows, int stride, int n) {
            int whole = n - n % LENGTH;
            int last = whole > 0 ? rows : 0;
            int four = last - last % 4;
            for (int row = 0; row < four; row += 4) {
                int at = xo + row * stride;
                for (int j = 0; j < whole; j += LENGTH) {
                    FloatVector m = FloatVector.fromArray(FLOATS, mean, mo + j);
                    FloatVector sum = FloatVector.fromArray(FLOATS, sums, so + j);
                    FloatVector a = FloatVector.fromArray(FLOATS, x, at + j).sub(m);
                    FloatVector b =
                            FloatVector.fromArray(FLOATS, x, at + stride + j).sub(m);
                    FloatVector c = FloatVector.fromArray(FLOATS, x, at + 2 * stride + j)
                            .sub(m);
                    FloatVector d = FloatVector.fromArray(FLOATS, x, at + 3 * stride + j)
                            .sub(m);
                    d.fma(d, c.fma(c, b.fma(b, a.fma(a, sum)))).intoArray(sums, so + j);
                }
            }
            for (int row = four; row < last; row++) {
                for (int j = 0; j < whole; j += LENGTH) {
                    FloatVector a = FloatVector.fromArray(FLOATS, x, xo + row * stride + j)
                            .sub(FloatVector.fromArray(FLOATS, mean, mo + j));
                    a.fma(a, FloatVector.fromArray(FLOATS, sums, so + j)).intoArray(sums, so + j);
                }
            }
            if (!Lanes.masked(n)) {
                return whole;
            }
            VectorMask<Float> tail = FLOATS.indexInRange(whole, n);
            FloatVector m = FloatVector.fromArray(FLOATS, mean, mo + whole, tail);
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int row = 0, at = xo + whole; row < rows; row++, at += stride) {
                FloatVector a = FloatVector.fromArray(FLOATS, x, at, tail).sub(m);
                sum = a.fma(a, sum);
            }
            sum.intoArray(sums, so + whole, tail);
            return n;
        }
    }
}
