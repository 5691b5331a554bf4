package lanegrad.kernels.gemm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * C = A B for nine or ten columns, such as the logits of ten classes: the last two columns of four rows share a vector.
 *
 * <pre>
 *   columns 0 to 7         the last two
 *   +----------------+     +---+
 *   | a vector       |     |   | row 0     a step along k takes 10 operations for 8 rows,
 *   +----------------+     |   | row 1     where two vectors for each row would take 16
 *   | a vector       |     |   | row 2
 *   +----------------+     |   | row 3
 *   |  ...           |     +---+
 * </pre>
 *
 * <p>It pays where an operation on 512 bits counts for two on 256; elsewhere a row of ten columns is one vector.
 */
final class TenColumns {
    private static final int ROWS = 8;

    /** Fewer steps than these don't outweigh the preparations of a tile. */
    private static final int LEAST_STEPS = 32;

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
    private static final int LENGTH = 8;

    /** The last two columns of a vector, four times. */
    private static final VectorShuffle<Float> LAST = VectorShuffle.fromValues(FLOATS, 6, 7, 6, 7, 6, 7, 6, 7);

    private static final VectorMask<Float> ODD = VectorMask.fromLong(FLOATS, 0b1100_1100);
    private static final VectorMask<Float> HIGH = VectorMask.fromLong(FLOATS, 0b1111_0000);

    /** For each step a vector of the first columns of B, and a vector of the last two, four times. */
    private float[] panel = {};

    /** The last two columns of each row of a tile. */
    private final float[] last = new float[2 * ROWS];

    /** Whether it is the faster way to compute so many rows and columns of the product. */
    static boolean suits(Product x, int rows, int cols) {
        return Blocking.SPLIT
                && (cols == LENGTH + 1 || cols == LENGTH + 2)
                && rows >= ROWS
                && x.steps >= LEAST_STEPS
                && !x.accumulate
                && x.a.right == 1
                && x.b.right == 1
                && x.c.right == 1;
    }

    /** The rows from i0 to i1. */
    void multiply(Product x, int i0, int i1, int cols) {
        int even = x.steps & -2;
        pack(x.b, even, cols - LENGTH);
        for (int i = i0; i < i1; i += ROWS) {
            // The last tile may begin in the one before, and compute some rows once more.
            int row = Math.min(i, i1 - ROWS);
            int to = x.c.at(row, 0);
            tile(even, x.a.data, x.a.at(row, 0), x.a.down, panel, x.c.data, to, x.c.down);
            spread(x.c.data, to + cols - 2, x.c.down);
        }
        if (even < x.steps) {
            step(x, even, i0, i1, cols);
        }
    }

    private void pack(Operand b, int steps, int right) {
        if (panel.length < 2 * LENGTH * steps) {
            panel = new float[2 * LENGTH * steps];
        }
        for (int p = 0, from = b.at(0, 0), to = 0; p < steps; p++, from += b.down, to += 2 * LENGTH) {
            fromArray(FLOATS, b.data, from).intoArray(panel, to);
            fromArray(FLOATS, b.data, from + right).rearrange(LAST).intoArray(panel, to + LENGTH);
        }
    }

    /** Takes the last two columns to their rows. */
    private void spread(float[] c, int co, int cs) {
        for (int r = 0, to = co; r < ROWS; r++, to += cs) {
            c[to] = last[2 * r];
            c[to + 1] = last[2 * r + 1];
        }
    }

    /** Adds the products of the last step. */
    private static void step(Product x, int p, int i0, int i1, int cols) {
        for (int i = i0; i < i1; i++) {
            float factor = x.a.data[x.a.at(i, p)];
            for (int j = 0; j < cols; j++) {
                int at = x.c.at(i, j);
                x.c.data[at] = Math.fma(factor, x.b.data[x.b.at(p, j)], x.c.data[at]);
            }
        }
    }

    /**
     * Eight rows from the beginning of their chains on, but for the last two columns, which are left apart.
     *
     * <p>Two steps at a time, counted, with each row at a fixed distance from the first: so C2 checks all of A's
     * indices before the loop.
     */
    private void tile(int k, float[] a, int ao, int ar, float[] b, float[] c, int co, int cs) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        FloatVector c4 = FloatVector.zero(FLOATS);
        FloatVector c5 = FloatVector.zero(FLOATS);
        FloatVector c6 = FloatVector.zero(FLOATS);
        FloatVector c7 = FloatVector.zero(FLOATS);
        FloatVector d0 = FloatVector.zero(FLOATS);
        FloatVector d1 = FloatVector.zero(FLOATS);
        for (int p = 0; p < k; p += 2) {
            int j = 2 * LENGTH * p;
            FloatVector b0 = fromArray(FLOATS, b, j);
            FloatVector e0 = fromArray(FLOATS, b, j + LENGTH);
            FloatVector b1 = fromArray(FLOATS, b, j + 2 * LENGTH);
            FloatVector e1 = fromArray(FLOATS, b, j + 3 * LENGTH);
            FloatVector x0 = broadcast(FLOATS, a[ao + p]);
            c0 = x0.fma(b0, c0);
            FloatVector x1 = broadcast(FLOATS, a[ao + ar + p]);
            c1 = x1.fma(b0, c1);
            FloatVector x2 = broadcast(FLOATS, a[ao + 2 * ar + p]);
            c2 = x2.fma(b0, c2);
            FloatVector x3 = broadcast(FLOATS, a[ao + 3 * ar + p]);
            c3 = x3.fma(b0, c3);
            d0 = x0.blend(x1, ODD).blend(x2.blend(x3, ODD), HIGH).fma(e0, d0);
            x0 = broadcast(FLOATS, a[ao + p + 1]);
            c0 = x0.fma(b1, c0);
            x1 = broadcast(FLOATS, a[ao + ar + p + 1]);
            c1 = x1.fma(b1, c1);
            x2 = broadcast(FLOATS, a[ao + 2 * ar + p + 1]);
            c2 = x2.fma(b1, c2);
            x3 = broadcast(FLOATS, a[ao + 3 * ar + p + 1]);
            c3 = x3.fma(b1, c3);
            d0 = x0.blend(x1, ODD).blend(x2.blend(x3, ODD), HIGH).fma(e1, d0);
            x0 = broadcast(FLOATS, a[ao + 4 * ar + p]);
            c4 = x0.fma(b0, c4);
            x1 = broadcast(FLOATS, a[ao + 5 * ar + p]);
            c5 = x1.fma(b0, c5);
            x2 = broadcast(FLOATS, a[ao + 6 * ar + p]);
            c6 = x2.fma(b0, c6);
            x3 = broadcast(FLOATS, a[ao + 7 * ar + p]);
            c7 = x3.fma(b0, c7);
            d1 = x0.blend(x1, ODD).blend(x2.blend(x3, ODD), HIGH).fma(e0, d1);
            x0 = broadcast(FLOATS, a[ao + 4 * ar + p + 1]);
            c4 = x0.fma(b1, c4);
            x1 = broadcast(FLOATS, a[ao + 5 * ar + p + 1]);
            c5 = x1.fma(b1, c5);
            x2 = broadcast(FLOATS, a[ao + 6 * ar + p + 1]);
            c6 = x2.fma(b1, c6);
            x3 = broadcast(FLOATS, a[ao + 7 * ar + p + 1]);
            c7 = x3.fma(b1, c7);
            d1 = x0.blend(x1, ODD).blend(x2.blend(x3, ODD), HIGH).fma(e1, d1);
        }
        c0.intoArray(c, co);
        c1.intoArray(c, co + cs);
        c2.intoArray(c, co + 2 * cs);
        c3.intoArray(c, co + 3 * cs);
        c4.intoArray(c, co + 4 * cs);
        c5.intoArray(c, co + 5 * cs);
        c6.intoArray(c, co + 6 * cs);
        c7.intoArray(c, co + 7 * cs);
        d0.intoArray(last, 0);
        d1.intoArray(last, LENGTH);
    }
}
