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
            int done = Cpu.VECTORS && NarrowRows.pay(count, columns)
                    ? NarrowRows.places(Exponentials.ofThread(), x, in(row), y, yo + row, count, columns)
                    : 0;
            for (int i = row + done; i < row + count; i++) {
                y[yo + i] = first(x, in(i), columns);
            }
        }
    }

    /** The first that is not below the greatest number; but what is not a number is greater, as in NumPy and PyTorch. */
    static int first(float[] x, int xo, int n) {
        boolean wide = Cpu.VECTORS && WideRows.pay(n);
        int place = notBelow(wide ? WideRows.maximum(x, xo, n) : Exponentials.maximum(x, xo, n), x, xo, 0, n);
        for (int j = place; j < n; j = notBelow(Float.POSITIVE_INFINITY, x, xo, j + 1, n)) {
            if (Float.isNaN(x[xo + j])) {
                return j;
            }
        }
        return place;
    }

    /** The first from one on that is not below a bound, or n. */
    private static int notBelow(float bound, float[] x, int xo, int from, int n) {
        int j = from + (Cpu.VECTORS ? WideRows.before(bound, x, xo + from, n - from) : 0);
        while (j < n && x[xo + j] < bound) {
            j++;
        }
        return j;
    }
}
