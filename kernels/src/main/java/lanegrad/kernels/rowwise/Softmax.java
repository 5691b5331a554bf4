package lanegrad.kernels.rowwise;

import java.util.Arrays;

/**
 * Softmax of each row, y_j = e^(x_j) / sum_k e^(x_k), with the row's maximum subtracted first.
 *
 * <p>Goodfellow et al., Deep Learning, 6.2.2.3; Liquet, Moka, Nazarathy, (5.20). What is below 2^-125 of the greatest is
 * 0. A row with plus infinity, with nothing but minus infinity, or with something that is not a number, has no softmax:
 * its elements become not a number.
 */
public final class Softmax {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private Softmax() {}

    /** Writes the softmax of the rows of x to y, which may be x at the same offset; both are rows x columns. */
    public static void run(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        OF_THREAD.get().over(x, xo, y, yo, rows, columns);
    }

    private static final class Job extends RowJob {
        @Override
        void rows(int row, int count) {
            Exponentials e = Exponentials.ofThread();
            Arrays.fill(e.scales, 0, count, 1);
            e.softmax(x, in(row), y, out(row), count, columns);
        }
    }
}
