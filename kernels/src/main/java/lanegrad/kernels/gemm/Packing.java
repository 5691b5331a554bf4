package lanegrad.kernels.gemm;

import static jdk.incubator.vector.FloatVector.fromArray;
import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Copies a matrix of any strides to one whose columns are contiguous: what packs, and what turns tiles around. */
final class Packing {
    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
    private static final VectorShuffle<Float> HALVES = VectorShuffle.fromValues(FOUR, 2, 3, 0, 1);
    private static final VectorShuffle<Float> PAIRS = VectorShuffle.fromValues(FOUR, 1, 0, 3, 2);
    private static final VectorMask<Float> LOW = VectorMask.fromValues(FOUR, true, true, false, false);
    private static final VectorMask<Float> HIGH = LOW.not();
    private static final VectorMask<Float> EVEN = VectorMask.fromValues(FOUR, true, false, true, false);
    private static final VectorMask<Float> ODD = EVEN.not();

    private static final int NR = Blocking.NR;

    private Packing() {}

    /**
     * Copies a matrix to panels one after the other, each of {@link Blocking#NR} columns, the last perhaps of fewer.
     *
     * <p>A row goes to all whole panels at once: of rows that are a page apart only a few stay in the first-level cache,
     * too few to come back to them for each panel.
     */
    static void pack(float[] x, int xo, int xr, int xc, float[] y, int yo, int rows, int cols) {
        int whole = xc == 1 ? cols - cols % NR : 0;
        if (whole > 0) {
            for (int i = 0, from = xo, to = yo; i < rows; i++, from += xr, to += NR) {
                deal(x, from, y, to, NR * rows, whole);
            }
        }
        for (int j = whole; j < cols; j += NR) {
            copy(x, xo + j * xc, xr, xc, y, yo + j * rows, NR, rows, Math.min(NR, cols - j));
        }
    }

    /** A row, in pieces of two vectors that come to lie so far apart. */
    private static void deal(float[] x, int xo, float[] y, int yo, int apart, int cols) {
        for (int j = 0, to = yo; j < cols; j += NR, to += apart) {
            fromArray(FLOATS, x, xo + j).intoArray(y, to);
            fromArray(FLOATS, x, xo + j + LENGTH).intoArray(y, to + LENGTH);
        }
    }

    /** y[i][j] = x[i][j]; a step down is xr and yr floats, a step right xc floats in x and one in y. */
    static void copy(float[] x, int xo, int xr, int xc, float[] y, int yo, int yr, int rows, int cols) {
        if (xc == 1) {
            int whole = cols - cols % LENGTH;
            int fours = cols & -4;
            for (int j = 0; j < whole; j += LENGTH) {
                lines(x, xo + j, xr, y, yo + j, yr, rows);
            }
            for (int j = whole; j < fours; j += 4) {
                fours(x, xo + j, xr, y, yo + j, yr, rows);
            }
            each(x, xo + fours, xr, 1, y, yo + fours, yr, rows, cols - fours);
        } else if (xr == 1) {
            int down = rows & -4;
            int right = cols & -4;
            for (int j = 0; j < right; j += 4) {
                transpose(x, xo + j * xc, xc, y, yo + j, yr, down);
            }
            each(x, xo + down, xr, xc, y, yo + down * yr, yr, rows - down, right);
            each(x, xo + right * xc, xr, xc, y, yo + right, yr, rows, cols - right);
        } else {
            each(x, xo, xr, xc, y, yo, yr, rows, cols);
        }
    }

    /** A vector of each row. */
    private static void lines(float[] x, int xo, int xr, float[] y, int yo, int yr, int rows) {
        for (int i = 0, from = xo, to = yo; i < rows; i++, from += xr, to += yr) {
            fromArray(FLOATS, x, from).intoArray(y, to);
        }
    }

    /** Four floats of each row. */
    private static void fours(float[] x, int xo, int xr, float[] y, int yo, int yr, int rows) {
        for (int i = 0, from = xo, to = yo; i < rows; i++, from += xr, to += yr) {
            fromArray(FOUR, x, from).intoArray(y, to);
        }
    }

    /** Four columns, which are contiguous in x, in squares of 4 x 4. */
    private static void transpose(float[] x, int xo, int xc, float[] y, int yo, int yr, int rows) {
        for (int i = 0, to = yo; i < rows; i += 4, to += 4 * yr) {
            FloatVector x0 = fromArray(FOUR, x, xo + i);
            FloatVector x1 = fromArray(FOUR, x, xo + xc + i);
            FloatVector x2 = fromArray(FOUR, x, xo + 2 * xc + i);
            FloatVector x3 = fromArray(FOUR, x, xo + 3 * xc + i);
            FloatVector y0 = x0.blend(x2.rearrange(HALVES), HIGH);
            FloatVector y1 = x1.blend(x3.rearrange(HALVES), HIGH);
            FloatVector y2 = x2.blend(x0.rearrange(HALVES), LOW);
            FloatVector y3 = x3.blend(x1.rearrange(HALVES), LOW);
            y0.blend(y1.rearrange(PAIRS), ODD).intoArray(y, to);
            y1.blend(y0.rearrange(PAIRS), EVEN).intoArray(y, to + yr);
            y2.blend(y3.rearrange(PAIRS), ODD).intoArray(y, to + 2 * yr);
            y3.blend(y2.rearrange(PAIRS), EVEN).intoArray(y, to + 3 * yr);
        }
    }

    private static void each(float[] x, int xo, int xr, int xc, float[] y, int yo, int yr, int rows, int cols) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                y[yo + i * yr + j] = x[xo + i * xr + j * xc];
            }
        }
    }
}
