package lanegrad.kernels.rowwise;

import lanegrad.kernels.Cpu;

/** The place of the greatest element of each row: the first of equals, and the first that is not a number, if any. */
public final class ArgMax {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private ArgMax() {}

    /** Writes the column of the greatest element of each row of x, which is rows x columns, as a float to y. */
    public static void run(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        OF_THREAD.get().over(x, xo, y, yo, rows, columns);
    }

    private static final class Job extends RowJob {
        @Override
        void rows(int row, int count) {
            for (int i = row; i < row + count; i++) {
                y[yo + i] = first(x, in(i), columns);
            }
        }
    }

    /** In two passes: the first has no branch, the second branches as foreseen but once. */
    private static int first(float[] x, int xo, int n) {
        boolean wide = Cpu.VECTORS && WideRows.pay(n);
        float greatest = wide ? WideRows.maximum(x, xo, n) : Exponentials.maximum(x, xo, n);
        for (int j = wide ? WideRows.before(x, xo, greatest, n) : 0; j < n; j++) {
            // What is not a number is the greatest, as in NumPy and PyTorch.
            if (x[xo + j] == greatest || Float.isNaN(x[xo + j])) {
                return j;
            }
        }
        return 0;
    }
}
