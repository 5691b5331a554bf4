package lanegrad.kernels.gemm;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicReferenceArray;
import lanegrad.kernels.Specialised;
import org.jspecify.annotations.Nullable;

/**
 * A tile of the product in registers: C = A B or C += A B for some rows and one or two vectors of columns.
 *
 * <pre>
 *                    B: k rows of two vectors
 *                    +--------+--------+
 *   A: k columns     | c00    | c01    |     each step along k takes one column of A and one row of B
 *   of some rows     | c10    | c11    |     and adds their outer product to the tile
 *                    |  ...   |  ...   |
 *                    +--------+--------+
 * </pre>
 *
 * A has any strides, and B's rows any distance: the same loop serves matrices where they are and packed ones. There is a
 * loop for each number of rows, so that no row is computed in vain. Nothing is checked: the arrays hold the whole tile.
 */
abstract class Tile {
    private static final AtomicReferenceArray<@Nullable Tile> KNOWN = new AtomicReferenceArray<>(2 * Blocking.MR);

    /** What a loop is made for: from 1 to {@link Blocking#MR} rows, and 1 or 2 vectors. */
    record Size(int rows, int vectors) {}

    /** The loop for so many rows and vectors. */
    static Tile of(int rows, int vectors) {
        int number = 2 * (rows - 1) + vectors - 1;
        Tile known = KNOWN.get(number);
        return known != null ? known : specialise(rows, vectors, number);
    }

    private static Tile specialise(int rows, int vectors, int number) {
        Tile tile = (Tile) Specialised.copy(MethodHandles.lookup(), TileLoop.class, new Size(rows, vectors));
        Tile other = KNOWN.compareAndExchange(number, null, tile);
        return other != null ? other : tile;
    }

    /**
     * Computes the tile.
     *
     * @param ar from a row of A to the next
     * @param ap from a step of A along k to the next
     * @param bp from a row of B to the next, not 0
     * @param overwrite whether the sums begin from 0 instead of C
     * @param step from a row of C to the next
     */
    abstract void run(
            int k,
            float[] a,
            int ao,
            int ar,
            int ap,
            float[] b,
            int bo,
            int bp,
            boolean overwrite,
            float[] c,
            int co,
            int step);
}
