package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Lanes;

/** The sum of each column, one after another from the first row: the gradient of a bias. */
public final class ColumnSum {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private ColumnSum() {}

    /** Writes one number for each column of x, which is rows x columns, to y. */
    public static void run(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        OF_THREAD.get().over(x, xo, y, yo, rows, columns);
    }

    private static final class Job extends ColumnJob {
        @Override
        void columns(int first, int n) {
            ColumnSum.columns(x, xo + first, y, yo + first, rows, columns, n);
        }
    }

    /** Sums up n columns of a matrix whose rows are {@code stride} apart. */
    static void columns(float[] x, int xo, float[] y, int yo, int rows, int stride, int n) {
        Arrays.fill(y, yo, yo + n, 0);
        int done = Cpu.VECTORS ? OnLanes.add(x, xo, y, yo, rows, stride, n) : 0;
        for (int row = 0; row < rows && done < n; row++) {
            for (int j = done; j < n; j++) {
                y[yo + j] += x[xo + row * stride + j];
            }
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        /** Adds up whole vectors, four rows at a time, and then what is left of the rows; returns the columns done. */
        static int add(float[] x, int xo, float[] y, int yo, int rows, int stride, int n) {
            int whole = n - n % LENGTH;
            int last = whole > 0 ? rows : 0;
            int four = last - last % 4;
            for (int row = 0; row < four; row += 4) {
                int at = xo + row * stride;
                for (int j = 0; j < whole; j += LENGTH) {
                    FloatVector.fromArray(FLOATS, y, yo + j)
                            .add(FloatVector.fromArray(FLOATS, x, at + j))
                            .add(FloatVector.fromArray(FLOATS, x, at + stride + j))
                            .add(FloatVector.fromArray(FLOATS, x, at + 2 * stride + j))
                            .add(FloatVector.fromArray(FLOATS, x, at + 3 * stride + j))
                            .intoArray(y, yo + j);
                }
            }
            for (int row = four; row < last; row++) {
                for (int j = 0; j < whole; j += LENGTH) {
                    FloatVector.fromArray(FLOATS, y, yo + j)
                            .add(FloatVector.fromArray(FLOATS, x, xo + row * stride + j))
                            .intoArray(y, yo + j);
                }
            }
            if (!Lanes.masked(n)) {
                return whole;
            }
            VectorMask<Float> tail = FLOATS.indexInRange(whole, n);
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int row = 0, at = xo + whole; row < rows; row++, at += stride) {
                sum = sum.add(FloatVector.fromArray(FLOATS, x, at, tail));
            }
            sum.intoArray(y, yo + whole, tail);
            return n;
        }
    }
}
