package lanegrad.kernels.rowwise;

import java.util.Arrays;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Lanes;
import lanegrad.kernels.pointwise.Log;

/**
 * What softmax and its relatives share: the exponentials e^(x - shift) of a tile of rows and their sums.
 *
 * <p>The shift is the row's maximum, so that nothing overflows and the sum is at least 1 (Goodfellow et al., Deep
 * Learning, 6.2.2.3). If the maximum is infinite, or there is none, or an element is not a number, the sum is not a
 * number; the shift is then the maximum, or not a number if an element isn't.
 *
 * <p>Sums have 16 accumulators, which take the elements with their index modulo 16 and are folded in halves; beyond 4096
 * elements they are added to 16 others. An instance is the memory of a thread.
 */
final class Exponentials {
    static final int ACCUMULATORS = 16;
    static final int BLOCK = 4096;

    private static final ThreadLocal<Exponentials> OF_THREAD = ThreadLocal.withInitial(Exponentials::new);
    private static final Log LOG = new Log();

    /** The shifts, sums, and logarithms of sums of the rows of a tile. */
    final float[] shifts = new float[BLOCK];

    final float[] sums = new float[BLOCK];
    final float[] logs = new float[BLOCK];

    /** The two sets of accumulators. */
    final float[] total = new float[ACCUMULATORS];

    final float[] block = new float[ACCUMULATORS];

    /** Of each of a group of wide rows: the accumulators, and the exponentials of its end after room for as many. */
    final float[] parts = new float[WideRows.GROUP * ACCUMULATORS];

    final float[] ends = new float[2 * WideRows.GROUP * ACCUMULATORS];

    /** A transposed group of narrow rows, and its sums on their way. */
    final float[] group = new float[NarrowRows.SIZE];

    final float[] folded = new float[NarrowRows.SIZE];

    /** Another group, for products with the first, and their sums in the rows of a tile. */
    final float[] slopes = new float[NarrowRows.SIZE];

    final float[] products = new float[BLOCK];

    /** A number for each row, with which its softmax is multiplied. */
    final float[] scales = new float[BLOCK];

    private final RowStage[] stages = Cpu.VECTORS ? stages() : new RowStage[0];

    private Exponentials() {}

    static Exponentials ofThread() {
        return OF_THREAD.get();
    }

    private static RowStage[] stages() {
        return new RowStage[] {
            new RowStage.Shifts(),
            new RowStage.Ends(),
            new RowStage.Powers(),
            new RowStage.Sums(),
            new RowStage.Shares(),
            new RowStage.Logarithms()
        };
    }

    /** Finds the shifts and sums of the rows of x. */
    void sums(float[] x, int xo, int rows, int columns) {
        each(x, xo, x, xo, false, rows, columns);
    }

    /** Writes the softmax of each row of x, times its scale, to y, and finds the shifts and sums. */
    void softmax(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        each(x, xo, y, yo, true, rows, columns);
    }

    private void each(float[] x, int xo, float[] y, int yo, boolean write, int rows, int columns) {
        int row = 0;
        if (Cpu.VECTORS && NarrowRows.pay(rows, columns)) {
            row = NarrowRows.groups(this, x, xo, y, yo, write, rows, columns);
        }
        if (Cpu.VECTORS && WideRows.pay(columns) && row < rows) {
            WideRows.run(this, x, xo + row * columns, y, yo + row * columns, write, row, rows - row, columns);
            return;
        }
        for (; row < rows; row++) {
            row(row, x, xo + row * columns, y, yo + row * columns, write, columns);
        }
    }

    /**
     * Runs a stage of wide rows. This is the only place that does, and as it meets all of them, the compiler inlines none:
     * together they would be more than it inlines into one method, and calls that it leaves out take vectors as objects.
     */
    void stage(int stage, int row, int rows, float[] x, int xo, float[] y, int yo, boolean write, int n) {
        stages[stage].run(this, row, rows, x, xo, y, yo, write, n);
    }

    /** The logarithms of the sums. */
    void logarithms(int rows) {
        int done = Cpu.VECTORS ? rows - rows % Lanes.LENGTH : 0;
        if (done > 0) {
            stage(RowStage.LOGARITHMS, 0, done, sums, 0, logs, 0, true, 1);
        }
        for (int i = done; i < rows; i++) {
            logs[i] = LOG.at(sums[i]);
        }
    }

    /** Works on one row, which is that number in the tile. */
    void row(int row, float[] x, int xo, float[] y, int yo, boolean write, int n) {
        float shift = shift(maximum(x, xo, n), x, xo, n);
        shifts[row] = shift;
        sums[row] = sum(x, xo, shift, y, yo, write, n);
        if (write) {
            float factor = scales[row] / sums[row];
            for (int i = yo; i < yo + n; i++) {
                y[i] *= factor;
            }
        }
    }

    /** The shift of a row with this maximum; one that is infinite makes the sum not a number. */
    static float shift(float maximum, float[] x, int xo, int n) {
        // Adding +0 turns -0 into +0: which of them is found first depends on the width of a vector.
        return Float.isInfinite(maximum) && !allNumbers(x, xo, n) ? Float.NaN : maximum + 0f;
    }

    private float sum(float[] x, int xo, float shift, float[] y, int yo, boolean write, int n) {
        Arrays.fill(total, 0);
        for (int start = 0; start < n; start += BLOCK) {
            Arrays.fill(block, 0);
            for (int i = start; i < Math.min(n, start + BLOCK); i++) {
                float e = Falling.at(x[xo + i] - shift);
                block[i % ACCUMULATORS] += e;
                if (write) {
                    y[yo + i] = e;
                }
            }
            for (int k = 0; k < ACCUMULATORS; k++) {
                total[k] += block[k];
            }
        }
        return fold(total, 0);
    }

    /** The sum of 16 accumulators from an offset. */
    static float fold(float[] a, int o) {
        float even = ((a[o] + a[o + 8]) + (a[o + 4] + a[o + 12])) + ((a[o + 2] + a[o + 10]) + (a[o + 6] + a[o + 14]));
        float odd =
                ((a[o + 1] + a[o + 9]) + (a[o + 5] + a[o + 13])) + ((a[o + 3] + a[o + 11]) + (a[o + 7] + a[o + 15]));
        return even + odd;
    }

    /** The greatest of n elements; what is not a number is passed over. */
    static float maximum(float[] x, int xo, int n) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = xo; i < xo + n; i++) {
            greatest = x[i] > greatest ? x[i] : greatest;
        }
        return greatest;
    }

    private static boolean allNumbers(float[] x, int xo, int n) {
        for (int i = xo; i < xo + n; i++) {
            if (Float.isNaN(x[i])) {
                return false;
            }
        }
        return true;
    }
}
