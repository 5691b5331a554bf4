package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Lane;
import lanegrad.kernels.pointwise.Log;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.kernels.vector.Sum;

/**
 * What softmax and its relatives share: the exponentials e^(x - shift) of a tile of rows and their sums.
 *
 * <p>The shift is the row's maximum, so that nothing overflows and the sum is at least 1 (Goodfellow et al., Deep
 * Learning, 6.2.2.3); it is 0 if no element is finite and greatest. The sums are those of {@link Sum}. What is not a
 * number makes the row's sum so.
 */
final class Exponentials {
    private static final Exp EXP = new Exp();
    private static final PointwiseLoop LOG = PointwiseLoop.of(new Log());

    /** The rows' shifts. */
    final float[] shifts;

    /** The sums of the rows' exponentials. */
    final float[] sums;

    private final int rows;

    private Exponentials(int rows) {
        this.rows = rows;
        shifts = new float[padded(rows)];
        sums = new float[padded(rows)];
    }

    /** The sums of the rows of x. */
    static Exponentials sums(float[] x, int xo, int rows, int columns) {
        Exponentials e = new Exponentials(rows);
        if (Cpu.VECTORS && NarrowRows.pay(rows, columns)) {
            NarrowRows.sums(x, xo, e.shifts, e.sums, rows, columns);
        } else {
            float[] scratch = new float[columns];
            for (int row = 0; row < rows; row++) {
                e.row(row, x, xo + row * columns, scratch, 0, columns);
            }
        }
        return e;
    }

    /** The logarithms of the sums. */
    float[] logs() {
        float[] logs = new float[rows];
        LOG.apply(sums, 0, logs, 0, rows);
        return logs;
    }

    /**
     * Writes the softmax of each row of x, times a number for each row, to y, which may be x at the same offset.
     *
     * @param scale one number for each row, {@link #padded}
     */
    static void softmax(float[] x, int xo, float[] scale, float[] y, int yo, int rows, int columns) {
        if (Cpu.VECTORS && NarrowRows.pay(rows, columns)) {
            NarrowRows.softmax(x, xo, scale, y, yo, rows, columns);
            return;
        }
        Exponentials e = new Exponentials(rows);
        for (int row = 0; row < rows; row++) {
            int start = yo + row * columns;
            e.row(row, x, xo + row * columns, y, start, columns);
            float factor = scale[row] / e.sums[row];
            for (int i = start; i < start + columns; i++) {
                y[i] *= factor;
            }
        }
    }

    /** A number of rows, rounded up to whole vectors of any width, for rows that are computed one to a lane. */
    static int padded(int rows) {
        return (rows + 15) & -16;
    }

    private void row(int row, float[] x, int xo, float[] e, int eo, int n) {
        float maximum = Cpu.VECTORS && n >= OnLanes.PAIR
                ? OnLanes.maximum(x, xo, n)
                : maximum(x, xo, n, Float.NEGATIVE_INFINITY);
        // Adding +0 turns -0 into +0: which of them is found first depends on the width of a vector.
        float shift = Float.isInfinite(maximum) ? 0 : maximum + 0f;
        int done = Cpu.VECTORS && n >= OnLanes.PAIR ? OnLanes.exp(x, xo, shift, e, eo, n) : 0;
        for (int i = done; i < n; i++) {
            e[eo + i] = EXP.at(x[xo + i] - shift);
        }
        shifts[row] = shift;
        sums[row] = Sum.of(e, eo, n);
    }

    /** The greatest of some number and n elements; what is not a number is passed over. */
    private static float maximum(float[] x, int xo, int n, float least) {
        float greatest = least;
        for (int i = xo; i < xo + n; i++) {
            greatest = x[i] > greatest ? x[i] : greatest;
        }
        return greatest;
    }

    private static final class OnLanes {
        /** From here on these loops run at least once, so that the compiler takes them for hot. */
        static final int PAIR = 2 * LENGTH;

        private static final Lane EXP = Exponentials.EXP.lane();

        private OnLanes() {}

        /** Writes whole vectors of e^(x - shift), and returns the number of elements. */
        static int exp(float[] x, int xo, float shift, float[] e, int eo, int n) {
            int whole = n - n % LENGTH;
            for (int i = 0; i < whole; i += LENGTH) {
                EXP.at(FloatVector.fromArray(FLOATS, x, xo + i).sub(shift)).intoArray(e, eo + i);
            }
            return whole;
        }

        static float maximum(float[] x, int xo, int n) {
            FloatVector a = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            FloatVector b = a;
            int i = 0;
            for (; i <= n - PAIR; i += PAIR) {
                a = greater(a, FloatVector.fromArray(FLOATS, x, xo + i));
                b = greater(b, FloatVector.fromArray(FLOATS, x, xo + i + LENGTH));
            }
            float[] lanes = new float[PAIR];
            a.intoArray(lanes, 0);
            b.intoArray(lanes, LENGTH);
            float greatest = Exponentials.maximum(lanes, 0, PAIR, Float.NEGATIVE_INFINITY);
            return Exponentials.maximum(x, xo + i, n - i, greatest);
        }

        private static FloatVector greater(FloatVector known, FloatVector x) {
            return known.blend(x, x.compare(VectorOperators.GT, known));
        }
    }
}
