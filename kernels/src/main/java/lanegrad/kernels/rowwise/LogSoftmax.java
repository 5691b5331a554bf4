package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;

/**
 * The logarithm of softmax of each row, y_j = x_j - log sum_k e^(x_k), exact also where softmax is 0; not a number where
 * {@link Softmax} is.
 */
public final class LogSoftmax {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private LogSoftmax() {}

    /** Writes the log-softmax of the rows of x to y, which may be x at the same offset; both are rows x columns. */
    public static void run(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        OF_THREAD.get().over(x, xo, y, yo, rows, columns);
    }

    private static final class Job extends RowJob {
        @Override
        void rows(int row, int count) {
            Exponentials e = Exponentials.ofThread();
            e.sums(x, in(row), count, columns);
            e.logarithms(count);
            for (int i = 0; i < count; i++) {
                // The differences are small: subtracting their sum at once would round the large shift.
                less(x, in(row + i), e.shifts[i], e.logs[i], y, out(row + i), columns);
            }
        }
    }

    private static void less(float[] x, int xo, float shift, float log, float[] y, int yo, int n) {
        int done = Cpu.VECTORS && n >= LENGTH ? OnLanes.less(x, xo, shift, log, y, yo, n) : 0;
        for (int i = done; i < n; i++) {
            y[yo + i] = (x[xo + i] - shift) - log;
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        static int less(float[] x, int xo, float shift, float log, float[] y, int yo, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                FloatVector.fromArray(FLOATS, x, xo + i).sub(shift).sub(log).intoArray(y, yo + i);
            }
            return i;
        }
    }
}
