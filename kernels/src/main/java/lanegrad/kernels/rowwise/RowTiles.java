package lanegrad.kernels.rowwise;

import lanegrad.kernels.Chunks;
import lanegrad.kernels.Tiles;

/** How the rows of a matrix are shared out: in tiles that fit into the first cache. */
final class RowTiles {
    private static final int FLOATS = 4096;

    /** Matrices below this number of elements are done before a team wakes. */
    private static final int FEW = 16 * 1024;

    /** Rows of narrow matrices go together, one to a lane; a tile should hold whole groups of them. */
    private static final int GROUP = 16;

    private RowTiles() {}

    /** Works on all rows; the body's numbers are the first row and how many. */
    static void run(int rows, int columns, Chunks.Body body) {
        int height = Math.max(1, FLOATS / Math.max(1, columns));
        int tile = height < GROUP ? height : height - height % GROUP;
        if ((long) rows * columns < FEW) {
            for (int row = 0; row < rows; row += tile) {
                body.run(row, Math.min(tile, rows - row));
            }
        } else {
            Tiles.runChunks(rows, tile, body);
        }
    }
}
