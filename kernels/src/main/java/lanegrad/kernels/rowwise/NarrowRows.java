package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The vector form of {@link Exponentials} for rows of few columns: a group of rows is transposed, so that each lane holds
 * a row and no operation goes across lanes.
 */
final class NarrowRows {
    /** The most columns: beyond, a row has whole vectors of its own, and transposing costs more than it gives. */
    private static final int MOST = 24;

    /** The memory for a group, at any width. */
    static final int SIZE = 16 * MOST;

    private NarrowRows() {}

    /** Whether this form is faster than row after row. */
    static boolean pay(int rows, int columns) {
        return columns > 0 && columns <= MOST && rows >= LENGTH;
    }

    /** Works on whole groups of rows, as {@link Exponentials#row} would; returns the number of rows. */
    static int groups(Exponentials e, float[] x, int xo, float[] y, int yo, boolean write, int rows, int columns) {
        int row = 0;
        for (; row <= rows - LENGTH; row += LENGTH) {
            gather(x, xo + row * columns, e.group, columns);
            if (shifted(e.group, e.shifts, row, columns)) {
                sum(e.group, e.folded, e.sums, row, columns);
                if (write) {
                    scale(e.group, e.scales, e.sums, row, columns);
                    scatter(e.group, y, yo + row * columns, columns);
                }
            } else {
                for (int i = row; i < row + LENGTH; i++) {
                    e.row(i, x, xo + i * columns, y, yo + i * columns, write, columns);
                }
            }
        }
        return row;
    }

    /** Writes the sums of whole groups of rows, in the order of {@link RowSum}; returns the number of rows. */
    static int sums(Exponentials e, float[] x, int xo, float[] y, int yo, int rows, int columns) {
        int row = 0;
        for (; row <= rows - LENGTH; row += LENGTH) {
            gather(x, xo + row * columns, e.group, columns);
            sum(e.group, e.folded, y, yo + row, columns);
        }
        return row;
    }

    /** Writes the places of the greatest in whole groups of rows; returns the number of rows. */
    static int places(Exponentials e, float[] x, int xo, float[] y, int yo, int rows, int columns) {
        int row = 0;
        for (; row <= rows - LENGTH; row += LENGTH) {
            gather(x, xo + row * columns, e.group, columns);
            if (!placed(e.group, y, yo + row, columns)) {
                for (int i = row; i < row + LENGTH; i++) {
                    y[yo + i] = ArgMax.first(x, xo + i * columns, columns);
                }
            }
        }
        return row;
    }

    /** Finds the places of the greatest; but says no if something isn't finite. */
    private static boolean placed(float[] group, float[] y, int yo, int columns) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector nothing = zero;
        FloatVector place = zero;
        FloatVector greatestPlace = zero;
        FloatVector greatest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < columns * LENGTH; j += LENGTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, group, j);
            VectorMask<Float> greater = x.compare(VectorOperators.GT, greatest);
            greatest = greatest.blend(x, greater);
            greatestPlace = greatestPlace.blend(place, greater);
            place = place.add(1f);
            nothing = x.fma(zero, nothing);
        }
        greatestPlace.intoArray(y, yo);
        return nothing.compare(VectorOperators.EQ, zero).allTrue();
    }

    /** Lane by lane within a column, a loop of constant length that the compiler unrolls. */
    static void gather(float[] x, int xo, float[] group, int columns) {
        for (int j = 0; j < columns; j++) {
            int from = xo + j;
            int to = j * LENGTH;
            for (int lane = 0; lane < LENGTH; lane++) {
                group[to + lane] = x[from];
                from += columns;
            }
        }
    }

    private static void scatter(float[] group, float[] y, int yo, int columns) {
        for (int j = 0; j < columns; j++) {
            int from = j * LENGTH;
            int to = yo + j;
            for (int lane = 0; lane < LENGTH; lane++) {
                y[to] = group[from + lane];
                to += columns;
            }
        }
    }

    /** Finds the shifts, and replaces a group's numbers by their exponentials; but says no if a maximum is infinite. */
    private static boolean shifted(float[] group, float[] shifts, int row, int columns) {
        FloatVector greatest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < columns * LENGTH; j += LENGTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, group, j);
            greatest = greatest.blend(x, x.compare(VectorOperators.GT, greatest));
        }
        if (greatest.test(VectorOperators.IS_INFINITE).anyTrue()) {
            return false;
        }
        FloatVector shift = greatest.add(0f);
        shift.intoArray(shifts, row);
        for (int j = 0; j < columns * LENGTH; j += LENGTH) {
            Falling.OnLanes.at(FloatVector.fromArray(FLOATS, group, j).sub(shift))
                    .intoArray(group, j);
        }
        return true;
    }

    /** The sum of each lane: 16 accumulators folded in halves, as in {@link Exponentials}. */
    static void sum(float[] group, float[] folded, float[] sums, int row, int columns) {
        int used = Math.min(columns, Exponentials.ACCUMULATORS);
        for (int j = 0; j < used; j++) {
            FloatVector sum = FloatVector.fromArray(FLOATS, group, j * LENGTH);
            if (j + Exponentials.ACCUMULATORS < columns) {
                sum = sum.add(FloatVector.fromArray(FLOATS, group, (j + Exponentials.ACCUMULATORS) * LENGTH));
            }
            sum.intoArray(folded, j * LENGTH);
        }
        fold(folded, used, sums, row);
    }

    /** Folds the accumulators of each lane that are in use. */
    static void fold(float[] folded, int used, float[] sums, int row) {
        int left = used;
        for (int half = Exponentials.ACCUMULATORS / 2; half > 0; half /= 2) {
            // Where there is no second, it would be 0.
            for (int j = 0; j < left - half; j++) {
                FloatVector.fromArray(FLOATS, folded, j * LENGTH)
                        .add(FloatVector.fromArray(FLOATS, folded, (j + half) * LENGTH))
                        .intoArray(folded, j * LENGTH);
            }
            left = Math.min(left, half);
        }
        // As if accumulators had begun at +0.
        FloatVector.fromArray(FLOATS, folded, 0).add(0f).intoArray(sums, row);
    }

    private static void scale(float[] group, float[] scales, float[] sums, int row, int columns) {
        FloatVector factor = FloatVector.fromArray(FLOATS, scales, row).div(FloatVector.fromArray(FLOATS, sums, row));
        for (int j = 0; j < columns * LENGTH; j += LENGTH) {
            FloatVector.fromArray(FLOATS, group, j).mul(factor).intoArray(group, j);
        }
    }
}
