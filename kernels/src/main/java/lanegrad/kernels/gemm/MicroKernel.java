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
    /** The kernel for this machine; it leaves the panel alone. */
    MicroKernel PLAIN = of(false);

    /** The kernel that also copies the rows of B which it reads into the panel. */
    MicroKernel PACKING = of(true);

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

    private static MicroKernel of(boolean packs) {
        return (MicroKernel) Specialised.copy(
                MethodHandles.lookup(), Blocking.MR == 8 ? Tile8x2.class : Tile4x2.class, packs);
    }
}
