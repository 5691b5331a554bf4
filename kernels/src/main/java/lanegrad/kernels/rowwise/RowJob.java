package lanegrad.kernels.rowwise;

import lanegrad.kernels.Tiles;

/**
 * Work on the rows of a matrix, shared out in tiles that fit into the first cache.
 *
 * <p>Each thread keeps one of a kind and fills it in again, so that no function of rows allocates.
 */
abstract class RowJob implements Tiles.Body {
    static final float[] NONE = {};
    private static final int FLOATS = 4096;

    /** Matrices below this number of elements are done before a team wakes. */
    private static final int FEW = 16 * 1024;

    /** Rows of narrow matrices go together, one to a lane; a tile should hold whole groups of them. */
    private static final int GROUP = 16;

    /** What is read, and what is written. */
    float[] x = NONE;

    float[] y = NONE;
    int xo;
    int yo;
    int columns;

    private int rows;
    private int height;

    final void over(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        this.x = x;
        this.xo = xo;
        this.y = y;
        this.yo = yo;
        this.rows = rows;
        this.columns = columns;
        height = height(FLOATS, columns);
        try {
            if ((long) rows * columns < FEW) {
                for (int row = 0; row < rows; row += height) {
                    rows(row, Math.min(height, rows - row));
                }
            } else {
                Tiles.run((rows - 1) / height + 1, this);
            }
        } finally {
            // Or the thread would hold the arrays as long as it lives.
            this.x = NONE;
            this.y = NONE;
            release();
        }
    }

    /** The number of rows with about so many floats. */
    static int height(int floats, int columns) {
        int most = Math.max(1, floats / Math.max(1, columns));
        return most < GROUP ? most : most - most % GROUP;
    }

    @Override
    public final void run(int tile) {
        rows(tile * height, Math.min(height, rows - tile * height));
    }

    /** Works on {@code count} rows from {@code row}. */
    abstract void rows(int row, int count);

    /** Forgets the arrays of its own. */
    void release() {}

    /** Where a row of x begins. */
    final int in(int row) {
        return xo + row * columns;
    }

    /** Where a row of y begins, if y has rows too. */
    final int out(int row) {
        return yo + row * columns;
    }
}
