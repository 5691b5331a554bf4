package lanegrad.kernels.gemm;

/**
 * The loops around the micro-kernel: blocks of steps and rows, and the tiles in them.
 *
 * <pre>
 * for each block of steps along k         what is summed so far goes on in C
 *   for each block of rows of C           A is packed, unless C has so few columns that it doesn't pay
 *     for each panel of columns of C      B is packed, by the first tile if its rows allow it
 *       for each tile of the panel        the micro-kernel
 *     the epilogue
 * </pre>
 *
 * An instance is the memory into which one thread packs. Each thread keeps its own, so that multiplying needs no pool,
 * and allocates nothing once they have grown to its sizes.
 */
final class Blocked {
    private static final ThreadLocal<Blocked> OF_THREAD = ThreadLocal.withInitial(Blocked::new);
    private static final int MR = Blocking.MR;
    private static final int NR = Blocking.NR;

    private float[] rows = {};
    private float[] columns = {};

    /** A tile that C can't hold as a whole. */
    private final float[] tile = new float[MR * NR];

    /** What a tile begins from when C is overwritten. */
    private final float[] zeros = new float[NR];

    private Blocked() {}

    static Blocked ofThread() {
        return OF_THREAD.get();
    }

    /** C = A B or C += A B; only the epilogue asks for contiguous columns of C. */
    void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate, Epilogue epilogue) {
        int k = a.cols();
        int p = 0;
        do {
            int kc = Blocking.next(k - p, Blocking.KC, 1);
            int most = Blocking.rows(kc);
            reserve(Math.min(most, Blocking.up(c.rows(), MR)) * kc, kc * Blocking.strip(b));
            for (int i = 0, mc; i < c.rows(); i += mc) {
                mc = Blocking.next(c.rows() - i, most, MR);
                block(a, b, c, !accumulate && p == 0, i, i + mc, p, kc);
                if (p + kc == k) {
                    epilogue.apply(c, i, i + mc);
                }
            }
            p += kc;
        } while (p < k);
    }

    private void reserve(int rowFloats, int columnFloats) {
        if (rows.length < rowFloats) {
            rows = new float[rowFloats];
        }
        if (columns.length < columnFloats) {
            columns = new float[columnFloats];
        }
    }

    /** The rows from i0 to i1 of C, with kc steps from p. */
    private void block(Matrix a, Matrix b, Matrix c, boolean overwrite, int i0, int i1, int p, int kc) {
        boolean byRows = Blocking.byRows(a, c.cols());
        int whole = byRows ? i0 + (i1 - i0) / MR * MR : i0;
        Packer.ROWS.pack(a.data(), a.at(whole, p), a.rowStride(), a.colStride(), i1 - whole, kc, rows, 0);
        int strip = Blocking.strip(b);
        for (int j0 = 0; j0 < c.cols(); j0 += strip) {
            int j1 = Math.min(j0 + strip, c.cols());
            int i = i0;
            if (!byRows && j1 - j0 == NR && b.colStride() == 1) {
                MicroKernel first = i1 - i0 > MR ? MicroKernel.B_ON_THE_WAY : MicroKernel.B_IN_PLACE;
                tile(first, kc, rows, 0, 0, b.data(), b.at(p, j0), b.rowStride(), c, i, j0, i1, overwrite);
                i += MR;
            } else {
                Packer.COLUMNS.pack(b.data(), b.at(p, j0), b.colStride(), b.rowStride(), j1 - j0, kc, columns, 0);
            }
            for (int j = j0; j < j1; j += NR) {
                tiles(a, p, kc, (j - j0) * kc, c, i, j, i1, whole, overwrite);
            }
        }
    }

    /** The tiles of C from row i0 to i1 at column j, with B's panel at bo; from row {@code whole} on, A is packed. */
    private void tiles(Matrix a, int p, int kc, int bo, Matrix c, int i0, int j, int i1, int whole, boolean overwrite) {
        int i = i0;
        for (; i < whole; i += MR) {
            tile(
                    MicroKernel.A_BY_ROWS,
                    kc,
                    a.data(),
                    a.at(i, p),
                    a.rowStride(),
                    columns,
                    bo,
                    0,
                    c,
                    i,
                    j,
                    i1,
                    overwrite);
        }
        for (; i < i1; i += MR) {
            tile(MicroKernel.PACKED, kc, rows, (i - whole) * kc, 0, columns, bo, 0, c, i, j, i1, overwrite);
        }
    }

    /** The tile of C at (i, j), as far as there are rows before i1 and columns. */
    private void tile(
            MicroKernel kernel,
            int kc,
            float[] a,
            int ao,
            int as,
            float[] b,
            int bo,
            int bs,
            Matrix c,
            int i,
            int j,
            int i1,
            boolean overwrite) {
        int height = Math.min(MR, i1 - i);
        int width = Math.min(NR, c.cols() - j);
        int co = c.at(i, j);
        int step = c.rowStride();
        if (height == MR && width == NR && c.colStride() == 1) {
            float[] from = overwrite ? zeros : c.data();
            kernel.run(
                    kc,
                    a,
                    ao,
                    as,
                    b,
                    bo,
                    bs,
                    columns,
                    from,
                    overwrite ? 0 : co,
                    overwrite ? 0 : step,
                    c.data(),
                    co,
                    step);
            return;
        }
        if (overwrite) {
            kernel.run(kc, a, ao, as, b, bo, bs, columns, zeros, 0, 0, tile, 0, NR);
        } else {
            copy(c.data(), co, step, c.colStride(), tile, 0, NR, 1, height, width);
            kernel.run(kc, a, ao, as, b, bo, bs, columns, tile, 0, NR, tile, 0, NR);
        }
        copy(tile, 0, NR, 1, c.data(), co, step, c.colStride(), height, width);
    }

    private static void copy(
            float[] x, int xo, int xrs, int xcs, float[] y, int yo, int yrs, int ycs, int rows, int cols) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                y[yo + i * yrs + j * ycs] = x[xo + i * xrs + j * xcs];
            }
        }
    }
}
