package lanegrad.kernels.gemm;

import lanegrad.kernels.Tiles;

/**
 * A product, cut in a grid of parts for the workers.
 *
 * <p>Where it costs less, the transposed product is computed, C' = B' A': each element is the same chain of the same
 * products, so its bits are the same. Each thread keeps one for products that come but once, so that multiplying
 * allocates nothing.
 */
final class Product implements Tiles.Body, Runnable {
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
    private Epilogue epilogue = Epilogue.NONE;

    /** For how many workers it is cut, 0 if it isn't yet. */
    private int workers;

    private int parts;
    private int down;
    private int across;

    static Product ofThread() {
        return OF_THREAD.get();
    }

    /** From now on it is C = A B or C += A B, then the epilogue. */
    Product set(Matrix x, Factor right, Matrix z, boolean accumulating, Epilogue then) {
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
        workers = 0;
        return this;
    }

    /** Forgets the arrays, lest a thread keep them. */
    void clear() {
        a.clear();
        b.clear();
        c.clear();
        epilogue = Epilogue.NONE;
    }

    /** Computes it. */
    @Override
    public void run() {
        int present = Tiles.workers();
        if (workers != present) {
            cut(present);
        }
        Tiles.run(parts, this);
    }

    private void cut(int present) {
        workers = present;
        parts = Blocking.parts((long) rows * cols * steps, present);
        int kc = Blocking.next(steps, Blocking.KC);
        across = Blocking.across(parts, rows, cols, Blocking.packsColumns(b, kc, Blocking.tiles(rows)));
        if (epilogue.sums()) {
            across = turned ? 1 : parts;
        }
        down = parts / across;
    }

    @Override
    public void run(int part) {
        if (parts == 1) {
            finish(0, rows, 0, cols);
            return;
        }
        int i0 = Blocking.cut(rows, down, part / across, 1);
        int i1 = Blocking.cut(rows, down, part / across + 1, 1);
        int j0 = Blocking.cut(cols, across, part % across, Blocking.NR);
        int j1 = Blocking.cut(cols, across, part % across + 1, Blocking.NR);
        if (i0 < i1 && j0 < j1) {
            finish(i0, i1, j0, j1);
        }
    }

    /** Some rows and columns, from the first step to the end of the epilogue. */
    private void finish(int i0, int i1, int j0, int j1) {
        Ways.ofThread().multiply(this, i0, i1, j0, j1);
        if (turned) {
            epilogue.apply(c.data, c.at(i0, j0), c.right, j0, j1 - j0, i0, i1 - i0);
        } else {
            epilogue.apply(c.data, c.at(i0, j0), c.down, i0, i1 - i0, j0, j1 - j0);
        }
    }
}
