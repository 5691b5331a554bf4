package lanegrad.kernels.gemm;

import java.lang.invoke.MethodHandles;
import lanegrad.kernels.Specialised;

/**
 * A tile of the product in registers: {@code to = from + A B} for MR rows and two vectors of columns.
 *
 * <pre>
 *                    B: k rows of two vectors
 *                    +--------+--------+
 *   A: k columns     | c00    | c01    |     each step along k takes one column of A and one row of B
 *   of MR floats     | c10    | c11    |     and adds their outer product to the tile
 *                    |  ...   |  ...   |
 *                    +--------+--------+
 * </pre>
 *
 * Nothing is checked: the arrays hold the whole tile, including what pads it.
 */
interface MicroKernel {
    /** Where a kernel finds its operands. */
    enum Operands {
        /** Both packed: the columns of A one after the other, and the rows of B. */
        PACKED,
        /** A packed, from 0; B where it is. */
        B_IN_PLACE,
        /** A packed, from 0; B where it is, and copied to the panel for the tiles that follow. */
        B_ON_THE_WAY,
        /** B packed; A where it is, the steps along its rows being contiguous. */
        A_BY_ROWS
    }

    /** The kernel for packed operands. */
    MicroKernel PACKED = of(Operands.PACKED);

    /** The kernel for one use of B. */
    MicroKernel B_IN_PLACE = of(Operands.B_IN_PLACE);

    /** The kernel for the first of several uses of B. */
    MicroKernel B_ON_THE_WAY = of(Operands.B_ON_THE_WAY);

    /** The kernel for few uses of A. */
    MicroKernel A_BY_ROWS = of(Operands.A_BY_ROWS);

    /**
     * Computes the tile.
     *
     * @param as the stride of A's rows where A is in place
     * @param bs the stride of B's rows where B is in place
     * @param panel where B is packed on the way
     * @param fs the stride of the rows of {@code from}, 0 for one row of zeros
     * @param step the stride of the rows of {@code to}
     */
    void run(
            int k,
            float[] a,
            int ao,
            int as,
            float[] b,
            int bo,
            int bs,
            float[] panel,
            float[] from,
            int fo,
            int fs,
            float[] to,
            int at,
            int step);

    private static MicroKernel of(Operands operands) {
        return (MicroKernel)
                Specialised.copy(MethodHandles.lookup(), Blocking.MR == 8 ? Tile8x2.class : Tile4x2.class, operands);
    }
}
