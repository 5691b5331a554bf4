package lanegrad.kernels.rowwise;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Lanes;
import lanegrad.kernels.pointwise.Lane;
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

    /** A transposed group of narrow rows, and its sums on their way. */
    final float[] group = new float[NarrowRows.SIZE];

    final float[] folded = new float[NarrowRows.SIZE];

    /** A number for each row, with which its softmax is multiplied. */
    final float[] scales = new float[BLOCK];

    private Exponentials() {}

    static Exponentials ofThread() {
        return OF_THREAD.get();
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
        for (; row < rows; row++) {
            row(row, x, xo + row * columns, y, yo + row * columns, write, columns);
        }
    }

    /** The logarithms of the sums. */
    void logarithms(int rows) {
        int done = Cpu.VECTORS && rows >= Lanes.LENGTH ? OnLanes.logarithms(sums, logs, rows) : 0;
        for (int i = done; i < rows; i++) {
            logs[i] = LOG.at(sums[i]);
        }
    }

    /** Works on one row, which is that number in the tile. */
    void row(int row, float[] x, int xo, float[] y, int yo, boolean write, int n) {
        boolean wide = Cpu.VECTORS && WideRows.pay(n);
        float maximum = wide ? WideRows.maximum(x, xo, n) : maximum(x, xo, n);
        if (Float.isInfinite(maximum)) {
            shifts[row] = allNumbers(x, xo, n) ? maximum : Float.NaN;
            sums[row] = Float.NaN;
            if (write) {
                Arrays.fill(y, yo, yo + n, Float.NaN);
            }
            return;
        }
        // Adding +0 turns -0 into +0: which of them is found first depends on the width of a vector.
        float shift = maximum + 0f;
        shifts[row] = shift;
        sums[row] = wide ? WideRows.sum(this, x, xo, shift, y, yo, write, n) : sum(x, xo, shift, y, yo, write, n);
        if (write) {
            float factor = scales[row] / sums[row];
            if (wide) {
                WideRows.scale(y, yo, factor, n);
            } else {
                for (int i = yo; i < yo + n; i++) {
                    y[i] *= factor;
                }
            }
        }
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
        return fold(total);
    }

    static float fold(float[] a) {
        float even = ((a[0] + a[8]) + (a[4] + a[12])) + ((a[2] + a[10]) + (a[6] + a[14]));
        float odd = ((a[1] + a[9]) + (a[5] + a[13])) + ((a[3] + a[11]) + (a[7] + a[15]));
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

    private static final class OnLanes {
        private static final Lane LOG = Exponentials.LOG.lane();

        private OnLanes() {}

        static int logarithms(float[] sums, float[] logs, int rows) {
            int i = 0;
            for (; i <= rows - Lanes.LENGTH; i += Lanes.LENGTH) {
                LOG.at(FloatVector.fromArray(Lanes.FLOATS, sums, i)).intoArray(logs, i);
            }
            return i;
        }
    }
}
