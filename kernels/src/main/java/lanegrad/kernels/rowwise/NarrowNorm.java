package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;

/** The sums of {@link RowMoments} and {@link RowNorm} for rows of few columns, a row to a lane as in {@link NarrowRows}. */
final class NarrowNorm {
    private NarrowNorm() {}

    /** Writes the means and variances of whole groups of rows; returns the number of rows. */
    static int moments(
            Exponentials e, float[] x, int xo, float[] mean, int mo, float[] variance, int vo, int rows, int columns) {
        int row = 0;
        for (; row <= rows - LENGTH; row += LENGTH) {
            NarrowRows.gather(x, xo + row * columns, e.group, columns);
            NarrowRows.sum(e.group, e.folded, mean, mo + row, columns);
            FloatVector m = FloatVector.fromArray(FLOATS, mean, mo + row).div(columns);
            m.intoArray(mean, mo + row);
            for (int j = 0; j < columns * LENGTH; j += LENGTH) {
                FloatVector.fromArray(FLOATS, e.group, j).sub(m).intoArray(e.group, j);
            }
            products(e.group, e.group, e.folded, variance, vo + row, columns);
            FloatVector.fromArray(FLOATS, variance, vo + row).div(columns).intoArray(variance, vo + row);
        }
        return row;
    }

    /** Finds the sums of g and of g (x - m) in whole groups of rows; returns the number of rows. */
    static int sums(Exponentials e, RowNorm.Backward s, int first, int rows) {
        int columns = s.columns;
        int row = 0;
        for (; row <= rows - LENGTH; row += LENGTH) {
            NarrowRows.gather(s.x, s.in(first + row), e.group, columns);
            NarrowRows.gather(s.other, s.oo + (first + row) * columns, e.slopes, columns);
            FloatVector m = FloatVector.fromArray(FLOATS, s.mean, s.mo + first + row);
            for (int j = 0; j < columns; j++) {
                int at = j * LENGTH;
                FloatVector.fromArray(FLOATS, e.group, at).sub(m).intoArray(e.group, at);
                FloatVector.fromArray(FLOATS, e.slopes, at)
                        .mul(s.gamma[s.go + j])
                        .intoArray(e.slopes, at);
            }
            NarrowRows.sum(e.slopes, e.folded, e.sums, row, columns);
            products(e.slopes, e.group, e.folded, e.products, row, columns);
        }
        return row;
    }

    /** The sum of a times b in each lane. */
    private static void products(float[] a, float[] b, float[] folded, float[] sums, int row, int columns) {
        int used = Math.min(columns, Exponentials.ACCUMULATORS);
        for (int j = 0; j < used; j++) {
            int at = j * LENGTH;
            FloatVector product = FloatVector.fromArray(FLOATS, a, at).mul(FloatVector.fromArray(FLOATS, b, at));
            if (j + Exponentials.ACCUMULATORS < columns) {
                int next = at + Exponentials.ACCUMULATORS * LENGTH;
                product = FloatVector.fromArray(FLOATS, a, next).fma(FloatVector.fromArray(FLOATS, b, next), product);
            }
            product.intoArray(folded, at);
        }
        NarrowRows.fold(folded, used, sums, row);
    }
}
