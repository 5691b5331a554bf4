package lanegrad.kernels.rowwise;

import lanegrad.kernels.Tiles;

/**
 * Work on the columns of a matrix, shared out in tiles of columns.
 *
 * <p>Each thread keeps one of a kind and fills it in again, so that no function of columns allocates.
 */
abstract class ColumnJob implements Tiles.Body {
    static final float[] NONE = {};

    /** Columns in a tile: whole cache lines, and a row's piece long enough to be fetched ahead. */
    private static final int TILE = 128;

    /** Matrices below this number of elements are done before a team wakes. */
    private static final int FEW = 16 * 1024;

    /** What is read and what is written, with rows of that many columns. */
    float[] x = NONE;

    float[] y = NONE;
    int xo;
    int yo;
    int rows;
    int columns;

    final void over(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        this.x = x;
        this.xo = xo;
        this.y = y;
        this.yo = yo;
        this.rows = rows;
        this.columns = columns;
        try {
            if ((long) rows * columns < FEW || columns <= TILE || Tiles.workers() == 1) {
                columns(0, columns);
            } else {
                Tiles.run((columns - 1) / TILE + 1, this);
            }
        } finally {
            // Or the thread would hold the arrays as long as it lives.
            this.x = NONE;
            this.y = NONE;
            release();
        }
    }

    @Override
    public final void run(int tile) {
        columns(tile * TILE, Math.min(TILE, columns - tile * TILE));
    }

    /** Works on n columns from {@code first}. */
    abstract void columns(int first, int n);

    /** Forgets the arrays of its own. */
    void release() {}
}
