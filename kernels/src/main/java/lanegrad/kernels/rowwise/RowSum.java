package lanegrad.kernels.rowwise;

import lanegrad.kernels.vector.Sum;

/** The sum of each row, in the order of {@link Sum}. */
public final class RowSum {
    private RowSum() {}

    /** Writes one number for each row of x, which is rows x columns, to y. */
    public static void run(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        RowTiles.run(rows, columns, (row, count) -> {
            for (int i = row; i < row + count; i++) {
                y[yo + i] = Sum.of(x, xo + i * columns, columns);
            }
        });
    }
}
