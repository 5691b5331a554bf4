package lanegrad.kernels.gemm;

import lanegrad.kernels.Tiles;

/**
 * The product that a thread is about, cut in a grid of parts for the workers.
 *
 * <p>Where it costs less, the transposed product is computed, C' = B' A': each element is the same chain of the same
 * products, so its bits are the same. Each thread keeps one, so that multiplying allocates nothing.
 */
final class Product implements Tiles.Body {
    private static final ThreadLocal<Product> OF_THREAD = ThreadLocal.withInitial(Product::new);

    final Operand a = new Operand();
    final Operand b = new Operand();
    final Operand c = new Operand();

    /** The steps along k. */
    int steps;

    boolean accumulate;
    private boolean turned;
    private int rows;
    private int cols;
    private int down;
    private int across;
    private Epilogue epilogue = Epilogue.NONE;

    private Product() {}

    static Product ofThread() {
        return OF_THREAD.get();
    }

    /** C = A B or C += A B, then the epilogue. */
    void multiply(Matrix x, Factor right, Matrix z, boolean accumulating, Epilogue then) {
        if (right instanceof Packed packed && packed.cols() > Blocking.NR) {
            turned = false;
            a.set(x, false);
            b.set(packed);
        } else {
            Matrix y = right instanceof Packed packed ? packed.matrix() : (Matrix) right;
            turned = Blocking.turn(x, y);
            a.set(turned ? y : x, turned);
            b.set(turned ? x : y, turned);
        }
        c.set(z, turned);
        rows = turned ? z.cols() : z.rows();
        cols = turned ? z.rows() : z.cols();
        steps = x.cols();
        accumulate = accumulating;
        epilogue = then;
        int parts = Blocking.parts((long) rows * cols * steps, Tiles.workers());
        int kc = Blocking.next(steps, Blocking.KC);
        across = Blocking.across(parts, rows, cols, Blocking.packsColumns(b, kc, Blocking.tiles(rows)));
        if (then.sums()) {
            across = turned ? 1 : parts;
        }
        down = parts / across;
        Tiles.run(parts, this);
        a.clear();
        b.clear();
        c.clear();
        epilogue = Epilogue.NONE;
    }

    @Override
    public void run(int part) {
        int i0 = Blocking.cut(rows, down, part / across, 1);
        int i1 = Blocking.cut(rows, down, part / across + 1, 1);
        int j0 = Blocking.cut(cols, across, part % across, Blocking.NR);
        int j1 = Blocking.cut(cols, across, part % across + 1, Blocking.NR);
        if (i0 == i1 || j0 == j1) {
            return;
        }
        Ways.ofThread().multiply(this, i0, i1, j0, j1);
        if (turned) {
            epilogue.apply(c.data, c.at(i0, j0), c.right, j0, j1 - j0, i0, i1 - i0);
        } else {
            epilogue.apply(c.data, c.at(i0, j0), c.down, i0, i1 - i0, j0, j1 - j0);
        }
    }
}
