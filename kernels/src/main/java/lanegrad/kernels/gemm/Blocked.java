package lanegrad.kernels.gemm;

/**
 * The loops around the micro-kernel: blocks of steps and rows that fit the caches, and the tiles in them.
 *
 * <pre>
 * for each block of steps along k            (what is summed so far goes on in C)
 *   for each block of rows                   A is packed; it stays in the second-level cache
 *     for each tile's width of columns       the first tile packs B; it stays in the first-level cache
 *       for each tile's height of rows
 *         the micro-kernel
 * </pre>
 *
 * An instance is the memory into which one thread packs. Each thread keeps its own, so that multiplying needs no
 * pool, and allocates nothing once they have grown to its sizes.
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
            reserve(Math.min(most, Blocking.up(c.rows(), MR)) * kc, kc * NR);
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
        Packer.ROWS.pack(a.data(), a.at(i0, p), a.rowStride(), a.colStride(), i1 - i0, kc, rows, 0);
        for (int j = 0; j < c.cols(); j += NR) {
            int lines = Math.min(NR, c.cols() - j);
            int i = i0;
            if (lines == NR && b.colStride() == 1) {
                MicroKernel first = i1 - i0 > MR ? MicroKernel.MATRIX_TO_PANEL : MicroKernel.MATRIX;
                tile(first, kc, 0, b.data(), b.at(p, j), b.rowStride(), c, i, j, i1, overwrite);
                i += MR;
            } else {
                Packer.COLUMNS.pack(b.data(), b.at(p, j), b.colStride(), b.rowStride(), lines, kc, columns, 0);
            }
            for (; i < i1; i += MR) {
                tile(MicroKernel.PANEL, kc, (i - i0) * kc, columns, 0, NR, c, i, j, i1, overwrite);
            }
        }
    }

    /** The tile of C at (i, j), as far as there are rows before i1 and columns. */
    private void tile(
            MicroKernel kernel,
            int kc,
            int ao,
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
        if (height == MR && width == NR && c.colStride() == 1) {
            if (overwrite) {
                kernel.run(kc, rows, ao, b, bo, bs, columns, zeros, 0, 0, c.data(), co, c.rowStride());
            } else {
                kernel.run(kc, rows, ao, b, bo, bs, columns, c.data(), co, c.rowStride(), c.data(), co, c.rowStride());
            }
            return;
        }
        if (overwrite) {
            kernel.run(kc, rows, ao, b, bo, bs, columns, zeros, 0, 0, tile, 0, NR);
        } else {
            copy(c.data(), co, c.rowStride(), c.colStride(), tile, 0, NR, 1, height, width);
            kernel.run(kc, rows, ao, b, bo, bs, columns, tile, 0, NR, tile, 0, NR);
        }
        copy(tile, 0, NR, 1, c.data(), co, c.rowStride(), c.colStride(), height, width);
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
