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
    /** Where a kernel finds B. */
    enum Source {
        /** In the panel, row after row: C2 needs no checks in the loop. */
        PANEL,
        /** In the matrix; A's panel is then the first one, at 0, which saves a register. */
        MATRIX,
        /** In the matrix, from which it goes to the panel as well, for the tiles that follow. */
        MATRIX_TO_PANEL
    }

    /** The kernel that reads the panel: b is the panel itself, and bo and bs do not matter. */
    MicroKernel PANEL = of(Source.PANEL);

    /** The kernel that reads the matrix. */
    MicroKernel MATRIX = of(Source.MATRIX);

    /** The kernel that reads the matrix and fills the panel. */
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
        return (MicroKernel)
                Specialised.copy(MethodHandles.lookup(), Blocking.MR == 8 ? Tile8x2.class : Tile4x2.class, source);
    }
}
