package lanegrad.kernels.rowwise;

import java.util.Arrays;

/**
 * Softmax of each row, y_j = e^(x_j) / sum_k e^(x_k), with the row's maximum subtracted first.
 *
 * <p>Goodfellow et al., Deep Learning, 6.2.2.3; Liquet, Moka, Nazarathy, (5.20).
 */
public final class Softmax {
    private Softmax() {}

    /** Writes the softmax of the rows of x to y, which may be x at the same offset; both are rows x columns. */
    public static void run(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        RowTiles.run(rows, columns, (row, count) -> {
            float[] ones = new float[Exponentials.padded(count)];
            Arrays.fill(ones, 1);
            int start = row * columns;
            Exponentials.softmax(x, xo + start, ones, y, yo + start, count, columns);
        });
    }
}
