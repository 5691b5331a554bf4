package lanegrad.kernels.gemm;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicReferenceArray;
import lanegrad.kernels.Cpu;
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
    /**
     * Columns of a tile that is half as wide as others.
     *
     * <p>It is one vector, or two of half the length where an operation on a whole one counts for two: so that each
     * element of A that is fetched is used twice.
     */
    private static final int LENGTH = Blocking.NR / 2;

    /** For each number of rows, the loops of a whole tile, half of it and a quarter; then these for {@link #STEPS}. */
    private static final AtomicReferenceArray<@Nullable Tile> KNOWN = new AtomicReferenceArray<>(6 * Blocking.MR);

    /** What a loop is made for: from 1 to {@link Blocking#MR} rows, 1 or 2 vectors of so many bits, 1 or 4 steps. */
    record Size(int rows, int vectors, int bits, int steps) {}

    /** The steps that a loop for contiguous rows of A takes at a time. */
    static final int STEPS = 4;

    /** No place: the sums begin from 0. */
    static final long ZERO = -1;

    /** An offset and a row's distance to the next in one value, since the loop lives on having few. */
    static long place(int offset, int step) {
        return ((long) offset << 32) | (step & 0xffff_ffffL);
    }

    /** How many columns the tile has that is used for at most {@link Blocking#NR} columns. */
    static int width(int columns) {
        if (columns > LENGTH) {
            return Blocking.NR;
        }
        return Blocking.SPLIT && columns <= LENGTH / 2 ? LENGTH / 2 : LENGTH;
    }

    /** The loop for so many rows and columns. */
    static Tile of(int rows, int columns) {
        return of(rows, width(columns), 1);
    }

    /** The loop for so many rows and columns if A's rows are contiguous: the steps are a multiple of {@link #STEPS}. */
    static Tile narrow(int rows, int columns) {
        return of(rows, width(columns), STEPS);
    }

    private static Tile of(int rows, int width, int steps) {
        int kind = width > LENGTH ? 0 : width == LENGTH ? 1 : 2;
        int number = 6 * (rows - 1) + kind + (steps == 1 ? 0 : 3);
        Tile known = KNOWN.get(number);
        return known != null ? known : specialise(size(rows, width, steps), number);
    }

    private static Size size(int rows, int width, int steps) {
        int bits = Blocking.SPLIT && width <= LENGTH ? Cpu.BITS / 2 : Cpu.BITS;
        return new Size(rows, width * Float.SIZE / bits, bits, steps);
    }

    /** Whether a tile of so many columns is narrow. */
    static boolean isNarrow(int columns) {
        return columns <= LENGTH;
    }

    private static Tile specialise(Size size, int number) {
        Tile tile = (Tile) Specialised.copy(MethodHandles.lookup(), TileLoop.class, size);
        Tile other = KNOWN.compareAndExchange(number, null, tile);
        return other != null ? other : tile;
    }

    /**
     * Computes the tile.
     *
     * @param ar from a row of A to the next
     * @param ap from a step of A along k to the next
     * @param bp from a row of B to the next, not 0
     * @param from where the sums begin: {@link #place} of the tile in C, or {@link #ZERO}
     * @param to the place of the tile in C
     */
    abstract void run(
            int k, float[] a, int ao, int ar, int ap, float[] b, int bo, int bp, float[] c, long from, long to);
}
