package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Lane;

/**
 * The vector form of {@link Exponentials} for rows of few columns: a group of rows is transposed, so that each lane holds
 * a row and no operation goes across lanes.
 *
 * <p>Arrays with a number for each row are {@linkplain Exponentials#padded padded}.
 */
final class NarrowRows {
    /** The most columns: up to here each accumulator of the sum has one element, and a transposed group is small. */
    private static final int MOST = 64;

    private static final Lane EXP = new Exp().lane();

    private NarrowRows() {}

    /** Whether this form is faster than row after row. */
    static boolean pay(int rows, int columns) {
        return columns <= MOST && 2 * rows >= LENGTH;
    }

    static void sums(float[] x, int xo, float[] shifts, float[] sums, int rows, int columns) {
        float[] group = new float[columns * LENGTH];
        float[] folded = new float[MOST / 2 * LENGTH];
        for (int row = 0; row < rows; row += LENGTH) {
            gather(x, xo + row * columns, group, Math.min(LENGTH, rows - row), columns);
            exponentials(group, columns).intoArray(shifts, row);
            sum(group, folded, columns).intoArray(sums, row);
        }
    }

    static void softmax(float[] x, int xo, float[] scale, float[] y, int yo, int rows, int columns) {
        float[] group = new float[columns * LENGTH];
        float[] folded = new float[MOST / 2 * LENGTH];
        for (int row = 0; row < rows; row += LENGTH) {
            int lanes = Math.min(LENGTH, rows - row);
            gather(x, xo + row * columns, group, lanes, columns);
            exponentials(group, columns);
            FloatVector factor = FloatVector.fromArray(FLOATS, scale, row).div(sum(group, folded, columns));
            for (int j = 0; j < columns * LENGTH; j += LENGTH) {
                FloatVector.fromArray(FLOATS, group, j).mul(factor).intoArray(group, j);
            }
            scatter(group, y, yo + row * columns, lanes, columns);
        }
    }

    private static void gather(float[] x, int xo, float[] group, int lanes, int columns) {
        for (int lane = 0; lane < lanes; lane++) {
            int from = xo + lane * columns;
            for (int j = 0; j < columns; j++) {
                group[j * LENGTH + lane] = x[from + j];
            }
        }
    }

    private static void scatter(float[] group, float[] y, int yo, int lanes, int columns) {
        for (int lane = 0; lane < lanes; lane++) {
            int to = yo + lane * columns;
            for (int j = 0; j < columns; j++) {
                y[to + j] = group[j * LENGTH + lane];
            }
        }
    }

    /** Replaces a group's numbers by their exponentials, and returns the shifts. */
    private static FloatVector exponentials(float[] group, int columns) {
        FloatVector greatest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < columns; j++) {
            FloatVector x = FloatVector.fromArray(FLOATS, group, j * LENGTH);
            greatest = greatest.blend(x, x.compare(VectorOperators.GT, greatest));
        }
        FloatVector shift = greatest.blend(0f, greatest.abs().compare(VectorOperators.EQ, Float.POSITIVE_INFINITY))
                .add(0f);
        for (int j = 0; j < columns; j++) {
            FloatVector x = FloatVector.fromArray(FLOATS, group, j * LENGTH);
            EXP.at(x.sub(shift)).intoArray(group, j * LENGTH);
        }
        return shift;
    }

    /** The sum of each lane, folded in halves as {@link lanegrad.kernels.vector.Sum} does. */
    private static FloatVector sum(float[] group, float[] folded, int columns) {
        int half = columns > 1 ? Integer.highestOneBit(columns - 1) : 1;
        for (int j = 0; j < half && j < columns; j++) {
            FloatVector sum = FloatVector.fromArray(FLOATS, group, j * LENGTH);
            if (j + half < columns) {
                sum = sum.add(FloatVector.fromArray(FLOATS, group, (j + half) * LENGTH));
            }
            sum.intoArray(folded, j * LENGTH);
        }
        for (half /= 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                FloatVector.fromArray(FLOATS, folded, j * LENGTH)
                        .add(FloatVector.fromArray(FLOATS, folded, (j + half) * LENGTH))
                        .intoArray(folded, j * LENGTH);
            }
        }
        return FloatVector.fromArray(FLOATS, folded, 0);
    }
}
