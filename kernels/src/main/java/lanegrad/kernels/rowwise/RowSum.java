package lanegrad.kernels.rowwise;

import lanegrad.kernels.Cpu;
import lanegrad.kernels.vector.Sum;

/** The sum of each row, in the order of {@link Sum}. */
public final class RowSum {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private RowSum() {}

    /** Writes one number for each row of x, which is rows x columns, to y. */
    public static void run(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        OF_THREAD.get().over(x, xo, y, yo, rows, columns);
    }

    private static final class Job extends RowJob {
        @Override
        void rows(int row, int count) {
            int done = Cpu.VECTORS && NarrowRows.pay(count, columns)
                    ? NarrowRows.sums(Exponentials.ofThread(), x, in(row), y, yo + row, count, columns)
                    : 0;
            Sum.rows(x, in(row + done), y, yo + row + done, count - done, columns);
        }
    }
}
