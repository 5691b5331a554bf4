package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lanegrad.kernels.Cpu;

/** The sum of each column, one after another from the first row: the gradient of a bias. */
public final class ColumnSum {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private ColumnSum() {}

    /** Writes one number for each column of x, which is rows x columns, to y. */
    public static void run(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        OF_THREAD.get().over(x, xo, y, yo, rows, columns);
    }

    private static final class Job extends ColumnJob {
        @Override
        void columns(int first, int n) {
            ColumnSum.columns(x, xo + first, y, yo + first, rows, columns, n);
        }
    }

    /** Sums up n columns of a matrix whose rows are {@code stride} apart, four rows at a time. */
    static void columns(float[] x, int xo, float[] y, int yo, int rows, int stride, int n) {
        Arrays.fill(y, yo, yo + n, 0);
        int row = 0;
        for (; row <= rows - 4; row += 4) {
            int from = xo + row * stride;
            int done = Cpu.VECTORS ? OnLanes.addFour(x, from, stride, y, yo, n) : 0;
            for (int j = done; j < n; j++) {
                int at = from + j;
                y[yo + j] = y[yo + j] + x[at] + x[at + stride] + x[at + 2 * stride] + x[at + 3 * stride];
            }
        }
        for (; row < rows; row++) {
            for (int j = 0; j < n; j++) {
                y[yo + j] += x[xo + row * stride + j];
            }
        }
    }

    private static final class OnLanes {
        /** At 128 bits at most three columns are left, and NEON has no masked loads. */
        private static final boolean MASKED = Cpu.BITS > 128;

        private OnLanes() {}

        static int addFour(float[] x, int xo, int stride, float[] y, int yo, int n) {
            int j = 0;
            for (; j <= n - LENGTH; j += LENGTH) {
                int at = xo + j;
                FloatVector.fromArray(FLOATS, y, yo + j)
                        .add(FloatVector.fromArray(FLOATS, x, at))
                        .add(FloatVector.fromArray(FLOATS, x, at + stride))
                        .add(FloatVector.fromArray(FLOATS, x, at + 2 * stride))
                        .add(FloatVector.fromArray(FLOATS, x, at + 3 * stride))
                        .intoArray(y, yo + j);
            }
            if (!MASKED || j == n) {
                return j;
            }
            int at = xo + j;
            VectorMask<Float> tail = FLOATS.indexInRange(j, n);
            FloatVector.fromArray(FLOATS, y, yo + j, tail)
                    .add(FloatVector.fromArray(FLOATS, x, at, tail))
                    .add(FloatVector.fromArray(FLOATS, x, at + stride, tail))
                    .add(FloatVector.fromArray(FLOATS, x, at + 2 * stride, tail))
                    .add(FloatVector.fromArray(FLOATS, x, at + 3 * stride, tail))
                    .intoArray(y, yo + j, tail);
            return n;
        }
    }
}
