package lanegrad.kernels.gemm;

/**
 * The loops around a tile: blocks of steps, columns and rows, and the tiles in them.
 *
 * <pre>
 * for each block of steps along k         what is summed so far goes on in C
 *   for each strip of panels of C         B is packed if it has to be, once for all rows
 *     for each block of rows of C         which A keeps in the second-level cache beside the strip
 *       for each panel, for each tile
 * </pre>
 *
 * <p>An instance is the memory into which one thread packs.
 */
final class Blocked {
    private static final int MR = Blocking.MR;
    private static final int NR = Blocking.NR;
    private static final int STRIP = Blocking.STRIP;

    private float[] columns = {};

    /** The last rows of a panel of B that is read where it is, if whole vectors would reach beyond the array. */
    private final float[] ends = new float[NR * NR];

    /** A tile that C can't hold as a whole. */
    private final float[] tile = new float[MR * NR];

    /** Where the panel at hand is, from a row to the next, and for how many steps that holds before {@link #ends}. */
    private float[] panel = {};

    private int at;
    private int step;
    private int inside;

    /** The rows from i0 to i1 and columns from j0 to j1 of a product. */
    void multiply(Product x, int i0, int i1, int j0, int j1) {
        int k = x.steps;
        boolean spread = Blocking.isSpread(x.a);
        int p = 0;
        do {
            int kc = Blocking.next(k - p, spread ? Blocking.KC_SPREAD : Blocking.KC);
            int most = spread ? MR : Blocking.rows(kc);
            boolean packed = Blocking.packsColumns(x.b, kc, Blocking.tiles(i1 - i0));
            for (int j = j0; j < j1; j += STRIP) {
                int end = Math.min(j + STRIP, j1);
                if (packed) {
                    packColumns(x.b, j, end, p, kc);
                }
                for (int i = i0, mc; i < i1; i += mc) {
                    mc = Blocking.next(i1 - i, most);
                    block(x, i, mc, j, end, p, kc, packed);
                }
            }
            p += kc;
        } while (p < k);
        panel = columns;
    }

    private void packColumns(Operand b, int j0, int j1, int p, int kc) {
        if (columns.length < kc * STRIP) {
            columns = new float[kc * STRIP];
        }
        Packing.pack(b.data, b.at(p, j0), b.down, b.right, columns, 0, kc, j1 - j0);
    }

    /** The tiles of some rows and the panels from column j0 to j1. */
    private void block(Product x, int i0, int count, int j0, int j1, int p, int kc, boolean packed) {
        int tiles = Blocking.tiles(count);
        for (int j = j0; j < j1; j += NR) {
            int width = Math.min(NR, j1 - j);
            if (packed) {
                find(columns, (j - j0) * kc, NR, kc);
            } else {
                findInPlace(x.b, p, j, kc, width);
            }
            for (int t = 0, i = 0, next; t < tiles; t++, i = next) {
                next = Blocking.begin(count, tiles, t + 1);
                tile(x, p, kc, i0 + i, next - i, j, width);
            }
        }
    }

    private void find(float[] data, int offset, int stride, int steps) {
        panel = data;
        at = offset;
        step = stride;
        inside = steps;
    }

    /** A tile may be wider than the panel: what it reads beyond is lost, but has to lie in the array. */
    private void findInPlace(Operand b, int p, int j, int kc, int width) {
        find(b.data, b.at(p, j), b.down, kc);
        int room = panel.length - Tile.width(width) - at;
        if ((long) (kc - 1) * step > room) {
            inside = room < 0 ? 0 : room / step + 1;
            Packing.copy(panel, at + inside * step, step, 1, ends, 0, NR, kc - inside, width);
        }
    }

    /** The tile of C at (i, j), from the panel at hand. */
    private void tile(Product x, int p, int kc, int i, int height, int j, int width) {
        Operand c = x.c;
        boolean overwrite = p == 0 && !x.accumulate;
        int ao = x.a.at(i, p);
        int co = c.at(i, j);
        if (c.right == 1 && width == Tile.width(width)) {
            run(height, width, kc, x.a, ao, overwrite, c.data, co, c.down);
            return;
        }
        if (!overwrite) {
            Packing.copy(c.data, co, c.down, c.right, tile, 0, NR, height, width);
        }
        run(height, width, kc, x.a, ao, overwrite, tile, 0, NR);
        if (c.right == 1) {
            Packing.copy(tile, 0, NR, 1, c.data, co, c.down, height, width);
        } else {
            // C' is stored, whose columns are contiguous.
            Packing.copy(tile, 0, 1, NR, c.data, co, c.right, width, height);
        }
    }

    private void run(int height, int width, int kc, Operand x, int ao, boolean overwrite, float[] c, int co, int cs) {
        float[] a = x.data;
        int ar = x.down;
        int ap = x.right;
        long place = Tile.place(co, cs);
        long from = overwrite ? Tile.ZERO : place;
        int begun = ap == 1 && Tile.isNarrow(width) ? inside - inside % Tile.STEPS : 0;
        if (begun > 0) {
            Tile.narrow(height, width).run(begun, a, ao, ar, ap, panel, at, step, c, from, place);
            from = place;
        }
        Tile kernel = Tile.of(height, width);
        if (begun == 0 || begun < inside) {
            kernel.run(inside - begun, a, ao + begun * ap, ar, ap, panel, at + begun * step, step, c, from, place);
        }
        if (inside < kc) {
            kernel.run(kc - inside, a, ao + inside * ap, ar, ap, ends, 0, NR, c, place, place);
        }
    }
}
