package lanegrad.kernels.rowwise;

/** The logarithm of the sum of exponentials of each row, log sum_j e^(x_j), with the row's maximum subtracted first. */
public final class LogSumExp {
    private LogSumExp() {}

    /** Writes one number for each row of x, which is rows x columns, to y. */
    public static void run(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        RowTiles.run(rows, columns, (row, count) -> {
            Exponentials e = Exponentials.sums(x, xo + row * columns, count, columns);
            float[] logs = e.logs();
            for (int i = 0; i < count; i++) {
                y[yo + row + i] = e.shifts[i] + logs[i];
            }
        });
    }
}
