package lanegrad.kernels.gemm;

/**
 * The loops around a tile: blocks of steps and rows, and the tiles in them.
 *
 * <pre>
 * for each block of steps along k         what is summed so far goes on in C
 *   for each block of rows of C           A is packed if its strides are bad for the caches
 *     for each panel of columns of C      B is packed if need be, by the first tile if its rows allow it
 *       for each tile of the panel
 * </pre>
 *
 * An instance is the memory into which one thread packs. Each thread keeps its own, so that multiplying needs no pool,
 * and allocates nothing once they have grown to its sizes.
 */
final class Blocked {
    private static final ThreadLocal<Blocked> OF_THREAD = ThreadLocal.withInitial(Blocked::new);
    private static final int MR = Blocking.MR;
    private static final int NR = Blocking.NR;
    private static final int LENGTH = NR / 2;

    private float[] packedRows = {};
    private float[] panel = {};

    /** A tile that C can't hold as a whole. */
    private final float[] tile = new float[MR * NR];

    private Blocked() {}

    static Blocked ofThread() {
        return OF_THREAD.get();
    }

    /** The rows from i0 to i1 and columns from j0 to j1 of a product. */
    void multiply(Product x, int i0, int i1, int j0, int j1) {
        int k = x.steps;
        int p = 0;
        do {
            int kc = Blocking.next(k - p, Blocking.KC);
            if (panel.length < kc * NR) {
                panel = new float[kc * NR];
            }
            boolean pack = Blocking.packsRows(x.a, kc, j1 - j0);
            for (int i = i0, mc; i < i1; i += mc) {
                mc = Blocking.next(i1 - i, Blocking.rows(kc));
                if (pack) {
                    pack(x.a, i, mc, p, kc);
                }
                for (int j = j0; j < j1; j += NR) {
                    panel(x, i, mc, j, Math.min(NR, j1 - j), p, kc, pack);
                }
            }
            p += kc;
        } while (p < k);
    }

    private void pack(Operand a, int i0, int rows, int p, int kc) {
        if (packedRows.length < rows * kc) {
            packedRows = new float[rows * kc];
        }
        int tiles = Blocking.tiles(rows);
        for (int t = 0, i = 0, next; t < tiles; t++, i = next) {
            next = Blocking.begin(rows, tiles, t + 1);
            Layout.copy(a.data, a.at(i0 + i, p), a.right, a.down, packedRows, i * kc, next - i, kc, next - i);
        }
    }

    /** The tiles of some rows and at most NR columns. */
    private void panel(Product x, int i0, int rows, int j, int width, int p, int kc, boolean packed) {
        Operand a = x.a;
        Operand b = x.b;
        int vectors = width > LENGTH ? 2 : 1;
        boolean whole = width == vectors * LENGTH;
        int tiles = Blocking.tiles(rows);
        float[] bs = b.data;
        int bo = b.at(p, j);
        int bp = b.down;
        if (!whole || b.right != 1 || bp == 0 || (tiles > 2 && Blocking.packsPanel(b, kc))) {
            Layout.copy(bs, bo, bp, b.right, panel, 0, NR, kc, width);
            bs = panel;
            bo = 0;
            bp = NR;
        }
        for (int t = 0, i = 0, next; t < tiles; t++, i = next) {
            next = Blocking.begin(rows, tiles, t + 1);
            Tile kernel = Tile.of(next - i, vectors);
            if (packed) {
                tile(kernel, kc, packedRows, i * kc, 1, next - i, bs, bo, bp, x, i0 + i, next - i, j, width, p);
            } else {
                tile(
                        kernel,
                        kc,
                        a.data,
                        a.at(i0 + i, p),
                        a.down,
                        a.right,
                        bs,
                        bo,
                        bp,
                        x,
                        i0 + i,
                        next - i,
                        j,
                        width,
                        p);
            }
        }
    }

    private void tile(
            Tile kernel,
            int kc,
            float[] a,
            int ao,
            int ar,
            int ap,
            float[] b,
            int bo,
            int bp,
            Product x,
            int i,
            int height,
            int j,
            int width,
            int p) {
        Operand c = x.c;
        boolean overwrite = !x.accumulate && p == 0;
        int at = c.at(i, j);
        if (c.right == 1 && width % LENGTH == 0) {
            kernel.run(kc, a, ao, ar, ap, b, bo, bp, overwrite, c.data, at, c.down);
            return;
        }
        if (!overwrite) {
            Layout.copy(c.data, at, c.down, c.right, tile, 0, NR, height, width);
        }
        kernel.run(kc, a, ao, ar, ap, b, bo, bp, overwrite, tile, 0, NR);
        if (c.right == 1) {
            Layout.copy(tile, 0, NR, 1, c.data, at, c.down, height, width);
        } else {
            // C' is stored, whose columns are contiguous.
            Layout.copy(tile, 0, 1, NR, c.data, at, c.right, width, height);
        }
    }
}
