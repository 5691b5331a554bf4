package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.pointwise.Lane;
import lanegrad.kernels.pointwise.Log;

/**
 * One pass over some rows of n elements, on vectors: what {@link WideRows} is made of.
 *
 * <p>The elements beyond the last multiple of 16 are a row's end. They are found in {@link Exponentials#ends}, padded with
 * zeros. The last vector of an end may begin before it, so that there is nothing less than a vector.
 */
abstract class RowStage {
    static final int SHIFTS = 0;
    static final int ENDS = 1;
    static final int POWERS = 2;
    static final int SUMS = 3;
    static final int SHARES = 4;
    static final int LOGARITHMS = 5;

    private static final int PARTS = Exponentials.ACCUMULATORS;

    /** Works on the rows from {@code row} in the tile: reads x and the numbers of the rows, writes y or such numbers. */
    abstract void run(Exponentials e, int row, int rows, float[] x, int xo, float[] y, int yo, boolean write, int n);

    /** Where the end of a row is kept, after room for what comes before it. */
    private static int end(int row) {
        return (2 * row + 1) * PARTS;
    }

    private static int whole(int n) {
        return n - n % PARTS;
    }

    /** The shifts of rows. */
    static final class Shifts extends RowStage {
        @Override
        void run(Exponentials e, int row, int rows, float[] x, int xo, float[] y, int yo, boolean write, int n) {
            for (int i = 0; i < rows; i++) {
                int at = xo + i * n;
                e.shifts[row + i] = Exponentials.shift(WideRows.maximum(x, at, n), x, at, n);
            }
        }
    }

    /** The exponentials of rows' ends. */
    static final class Ends extends RowStage {
        @Override
        void run(Exponentials e, int row, int rows, float[] x, int xo, float[] y, int yo, boolean write, int n) {
            int whole = whole(n);
            for (int i = 0; i < rows; i++) {
                int to = end(i);
                for (int part = 0; part < PARTS; part += LENGTH) {
                    FloatVector.zero(FLOATS).intoArray(e.ends, to + part);
                }
                for (int j = whole; j < n; j += LENGTH) {
                    int at = Math.min(j, n - LENGTH);
                    Falling.OnLanes.at(FloatVector.fromArray(FLOATS, x, xo + i * n + at)
                                    .sub(e.shifts[row + i]))
                            .intoArray(e.ends, to + at - whole);
                }
            }
        }
    }

    /** The exponentials of all but the ends, and their accumulators. */
    static final class Powers extends RowStage {
        @Override
        void run(Exponentials e, int row, int rows, float[] x, int xo, float[] y, int yo, boolean write, int n) {
            int whole = whole(n);
            for (int i = 0; i < rows; i++) {
                for (int part = 0; part < PARTS; part += LENGTH) {
                    add(x, xo + i * n, e.shifts[row + i], y, yo + i * n, write, e.parts, i * PARTS, part, whole);
                }
            }
        }

        private static void add(
                float[] x,
                int xo,
                float shift,
                float[] y,
                int yo,
                boolean write,
                float[] parts,
                int po,
                int part,
                int n) {
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int j = part; j < n; j += PARTS) {
                FloatVector e = Falling.OnLanes.at(
                        FloatVector.fromArray(FLOATS, x, xo + j).sub(shift));
                sum = sum.add(e);
                if (write) {
                    e.intoArray(y, yo + j);
                }
            }
            sum.intoArray(parts, po + part);
        }
    }

    /** Adds the ends to the accumulators. */
    static final class Sums extends RowStage {
        @Override
        void run(Exponentials e, int row, int rows, float[] x, int xo, float[] y, int yo, boolean write, int n) {
            for (int i = 0; i < rows; i++) {
                int from = end(i);
                for (int part = 0; part < PARTS; part += LENGTH) {
                    FloatVector.fromArray(FLOATS, e.parts, i * PARTS + part)
                            .add(FloatVector.fromArray(FLOATS, e.ends, from + part))
                            .intoArray(e.parts, i * PARTS + part);
                }
            }
        }
    }

    /** Multiplies the exponentials by the rows' scales over their sums. */
    static final class Shares extends RowStage {
        @Override
        void run(Exponentials e, int row, int rows, float[] x, int xo, float[] y, int yo, boolean write, int n) {
            int whole = whole(n);
            for (int i = 0; i < rows; i++) {
                float factor = e.scales[row + i] / e.sums[row + i];
                for (int j = 0; j < whole; j += LENGTH) {
                    scale(y, yo + i * n + j, factor, y, yo + i * n + j);
                }
                for (int j = whole; j < n; j += LENGTH) {
                    int at = Math.min(j, n - LENGTH);
                    scale(e.ends, end(i) + at - whole, factor, y, yo + i * n + at);
                }
            }
        }

        private static void scale(float[] x, int xo, float factor, float[] y, int yo) {
            FloatVector.fromArray(FLOATS, x, xo).mul(factor).intoArray(y, yo);
        }
    }

    /** The logarithms of the sums of whole vectors of rows. */
    static final class Logarithms extends RowStage {
        private static final Lane LOG = new Log().lane();

        @Override
        void run(Exponentials e, int row, int rows, float[] x, int xo, float[] y, int yo, boolean write, int n) {
            for (int i = row; i < row + rows; i += LENGTH) {
                LOG.at(FloatVector.fromArray(FLOATS, e.sums, i)).intoArray(e.logs, i);
            }
        }
    }
}
