package lanegrad.kernels.rowwise;

/** The logarithm of softmax of each row, y_j = x_j - log sum_k e^(x_k), exact also where softmax is 0. */
public final class LogSoftmax {
    private LogSoftmax() {}

    /** Writes the log-softmax of the rows of x to y, which may be x at the same offset; both are rows x columns. */
    public static void run(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        RowTiles.run(rows, columns, (row, count) -> {
            int from = xo + row * columns;
            int to = yo + row * columns;
            Exponentials e = Exponentials.sums(x, from, count, columns);
            float[] logs = e.logs();
            for (int i = 0; i < count; i++) {
                float shift = e.shifts[i];
                float log = logs[i];
                for (int j = i * columns; j < (i + 1) * columns; j++) {
                    // The differences are small: subtracting their sum at once would round the large shift.
                    y[to + j] = (x[from + j] - shift) - log;
                }
            }
        });
    }
}
