package lanegrad.kernels.rowwise;

/** The place of the greatest element of each row: the first of equals, and the first that is not a number, if any. */
public final class ArgMax {
    private ArgMax() {}

    /** Writes the column of the greatest element of each row of x, which is rows x columns, as a float to y. */
    public static void run(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        RowTiles.run(rows, columns, (row, count) -> {
            for (int i = row; i < row + count; i++) {
                y[yo + i] = first(x, xo + i * columns, columns);
            }
        });
    }

    /** In two passes: the first has no branch, the second branches as foreseen but once. */
    private static int first(float[] x, int xo, int n) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            greatest = Math.max(greatest, x[xo + j]);
        }
        for (int j = 0; j < n; j++) {
            // What is not a number is the greatest, as in NumPy and PyTorch.
            if (x[xo + j] == greatest || Float.isNaN(x[xo + j])) {
                return j;
            }
        }
        return 0;
    }
}
