package lanegrad.kernels.gemm;

import java.lang.invoke.MethodHandles;
import lanegrad.kernels.Specialised;

/**
 * A tile of the product in registers: {@code to = from + A B} for a few rows and two vectors of columns.
 *
 * <pre>
 *                      B: k rows of two vectors, bs apart
 *                      +--------+--------+
 *   A: a packed panel, | c00    | c01    |     each step along k takes one column of A and one row of B
 *   k steps of MR      | c10    | c11    |     and adds their outer product to the tile
 *   contiguous floats  |  ...   |  ...   |
 *                      +--------+--------+
 * </pre>
 *
 * Nothing is checked: the arrays hold the whole tile, including what pads it.
 */
interface MicroKernel {
    /** Where a kernel reads B. */
    enum Source {
        /** From the panel, where its rows lie one after the other: C2 needs no checks in the loop. */
        PANEL,
        /** From the matrix. */
        MATRIX,
        /** From the matrix, and copies it to the panel for the tiles that follow. */
        MATRIX_TO_PANEL
    }

    /** The kernel that reads the panel. */
    MicroKernel PANEL = of(Source.PANEL);

    /** The kernel that reads the matrix. */
    MicroKernel MATRIX = of(Source.MATRIX);

    /** The kernel that reads the matrix and copies it to the panel. */
    MicroKernel MATRIX_TO_PANEL = of(Source.MATRIX_TO_PANEL);

    /** Computes the tile; fs and step are the row strides of what it begins from and of where it goes. */
    void run(
            int k,
            float[] a,
            int ao,
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

    private static MicroKernel of(Source source) {
        return (MicroKernel) Specialised.copy(
                MethodHandles.lookup(), Blocking.MR == 8 ? Tile8x2.class : Tile4x2.class, source);
    }
}
