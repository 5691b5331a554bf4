package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The vector form of {@link Exponentials} for rows of at least 16 elements: a tile goes through one stage after another. */
final class WideRows {
    private static final int PARTS = Exponentials.ACCUMULATORS;

    /** Rows that go through a stage together. */
    static final int GROUP = 32;

    private WideRows() {}

    /** From here on the loops run at least once, so that the compiler takes them for hot. */
    static boolean pay(int n) {
        return n >= PARTS;
    }

    static float maximum(float[] x, int xo, int n) {
        FloatVector a = FloatVector.fromArray(FLOATS, x, xo + n - LENGTH);
        // Where nothing is a number the vector never changes.
        a = a.blend(Float.NEGATIVE_INFINITY, a.test(VectorOperators.IS_NAN));
        FloatVector b = a;
        int i = 0;
        // Written out: in a method of its own blend was left a call in some processes, with each vector in an object.
        for (; i < n - 2 * LENGTH; i += 2 * LENGTH) {
            FloatVector c = FloatVector.fromArray(FLOATS, x, xo + i);
            FloatVector d = FloatVector.fromArray(FLOATS, x, xo + i + LENGTH);
            a = a.blend(c, c.compare(VectorOperators.GT, a));
            b = b.blend(d, d.compare(VectorOperators.GT, b));
        }
        if (i < n - LENGTH) {
            FloatVector c = FloatVector.fromArray(FLOATS, x, xo + i);
            a = a.blend(c, c.compare(VectorOperators.GT, a));
        }
        return a.blend(b, b.compare(VectorOperators.GT, a)).reduceLanes(VectorOperators.MAX);
    }

    /** The number of first elements, in whole vectors, of which all are below a bound. */
    static int before(float bound, float[] x, int xo, int n) {
        int i = 0;
        while (i <= n - LENGTH
                && FloatVector.fromArray(FLOATS, x, xo + i)
                        .compare(VectorOperators.LT, bound)
                        .allTrue()) {
            i += LENGTH;
        }
        return i;
    }

    /** Works on rows as {@link Exponentials#row} would. */
    static void run(Exponentials e, float[] x, int xo, float[] y, int yo, boolean write, int row, int rows, int n) {
        int height = n > Exponentials.BLOCK ? 1 : GROUP;
        for (int i = 0; i < rows; i += height) {
            group(e, row + i, Math.min(height, rows - i), x, xo + i * n, y, yo + i * n, write, n);
        }
    }

    private static void group(
            Exponentials e, int row, int rows, float[] x, int xo, float[] y, int yo, boolean write, int n) {
        e.stage(RowStage.SHIFTS, row, rows, x, xo, y, yo, write, n);
        if (n % PARTS > 0) {
            // Before anything takes their place.
            e.stage(RowStage.ENDS, row, rows, x, xo, y, yo, write, n);
        }
        if (n > Exponentials.BLOCK) {
            blocks(e, row, x, xo, y, yo, write, n);
        } else {
            accumulate(e, row, rows, x, xo, y, yo, write, n);
        }
        for (int i = 0; i < rows; i++) {
            e.sums[row + i] = Exponentials.fold(e.parts, i * PARTS);
        }
        if (write) {
            e.stage(RowStage.SHARES, row, rows, x, xo, y, yo, write, n);
        }
    }

    /** The accumulators of a long row are the sums of its blocks'. */
    private static void blocks(Exponentials e, int row, float[] x, int xo, float[] y, int yo, boolean write, int n) {
        Arrays.fill(e.total, 0);
        for (int start = 0; start < n; start += Exponentials.BLOCK) {
            accumulate(e, row, 1, x, xo + start, y, yo + start, write, Math.min(n - start, Exponentials.BLOCK));
            for (int k = 0; k < PARTS; k++) {
                e.total[k] += e.parts[k];
            }
        }
        System.arraycopy(e.total, 0, e.parts, 0, PARTS);
    }

    private static void accumulate(
            Exponentials e, int row, int rows, float[] x, int xo, float[] y, int yo, boolean write, int n) {
        e.stage(RowStage.POWERS, row, rows, x, xo, y, yo, write, n);
        if (n % PARTS > 0) {
            e.stage(RowStage.SUMS, row, rows, x, xo, y, yo, write, n);
        }
    }
}
