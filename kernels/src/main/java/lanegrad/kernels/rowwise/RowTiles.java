package lanegrad.kernels.rowwise;

import lanegrad.kernels.Tiles;

/** How the rows of a matrix are shared out: in tiles that fit into the first cache. */
final class RowTiles {
    private static final int FLOATS = 4096;

    /** Matrices below this number of elements are done before a team wakes. */
    private static final int FEW = 16 * 1024;

    /** Rows of narrow matrices go together, one to a lane; a tile should hold whole groups of them. */
    private static final int GROUP = 16;

    @FunctionalInterface
    interface Body {
        /** Works on {@code rows} rows from {@code row}. */
        void run(int row, int rows);
    }

    private RowTiles() {}

    static void run(int rows, int columns, Body body) {
        int height = Math.max(1, FLOATS / Math.max(1, columns));
        int tile = height < GROUP ? height : height - height % GROUP;
        if ((long) rows * columns < FEW) {
            for (int row = 0; row < rows; row += tile) {
                body.run(row, Math.min(tile, rows - row));
            }
        } else {
            Tiles.run(rows == 0 ? 0 : (rows - 1) / tile + 1, i -> body.run(i * tile, Math.min(tile, rows - i * tile)));
        }
    }
}
