package lanegrad.kernels.rowwise;

/**
 * The logarithm of the sum of exponentials of each row, log sum_j e^(x_j), with the row's maximum subtracted first; the
 * maximum if that is infinite.
 */
public final class LogSumExp {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private LogSumExp() {}

    /** Writes one number for each row of x, which is rows x columns, to y. */
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
                float shift = e.shifts[i];
                y[yo + row + i] = Float.isInfinite(shift) ? shift : shift + e.logs[i];
            }
        }
    }
}
