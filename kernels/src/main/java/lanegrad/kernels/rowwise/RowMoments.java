package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;

/**
 * The mean of each row, m = (1/n) sum_j x_j, and its variance, v = (1/n) sum_j (x_j - m)^2, the second after the first, so
 * that a large mean doesn't drown a small variance.
 *
 * <p>Ba, Kiros, Hinton, Layer Normalization (2016), (3). Sums have 16 accumulators, which take the elements with their
 * index modulo 16 and are folded in halves.
 */
public final class RowMoments {
    static final int PARTS = Exponentials.ACCUMULATORS;
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private RowMoments() {}

    /** Writes two numbers for each row of x, which is rows x columns with at least one column, to mean and variance. */
    public static void run(float[] x, int xo, float[] mean, int mo, float[] variance, int vo, int rows, int columns) {
        Job job = OF_THREAD.get();
        job.variance = variance;
        job.vo = vo;
        job.over(x, xo, mean, mo, rows, columns);
    }

    private static final class Job extends RowJob {
        private float[] variance = NONE;
        private int vo;

        @Override
        void release() {
            variance = NONE;
        }

        @Override
        void rows(int row, int count) {
            RowMoments.rows(x, in(row), y, yo + row, variance, vo + row, count, columns);
        }
    }

    /** Those of the rows of one tile. */
    static void rows(float[] x, int xo, float[] mean, int mo, float[] variance, int vo, int rows, int columns) {
        Exponentials e = Exponentials.ofThread();
        float[] sums = e.total;
        int grouped = Cpu.VECTORS && NarrowRows.pay(rows, columns)
                ? NarrowNorm.moments(e, x, xo, mean, mo, variance, vo, rows, columns)
                : 0;
        if (whole(columns) > 0) {
            OnLanes.rows(x, xo, mean, mo, variance, vo, grouped, rows, columns, sums);
            return;
        }
        for (int i = grouped; i < rows; i++) {
            int at = xo + i * columns;
            Arrays.fill(sums, 0);
            mean[mo + i] = mean(x, at, sums, 0, columns);
            Arrays.fill(sums, 0);
            variance[vo + i] = variance(x, at, mean[mo + i], sums, 0, columns);
        }
    }

    /** The elements of a row that are in whole blocks of vectors. */
    static int whole(int columns) {
        return Cpu.VECTORS ? columns - columns % PARTS : 0;
    }

    /** Adds what is left of a row to the accumulators, and folds them. */
    private static float mean(float[] x, int at, float[] sums, int from, int columns) {
        for (int j = from; j < columns; j++) {
            sums[j % PARTS] += x[at + j];
        }
        return Exponentials.fold(sums, 0) / columns;
    }

    private static float variance(float[] x, int at, float mean, float[] sums, int from, int columns) {
        for (int j = from; j < columns; j++) {
            float difference = x[at + j] - mean;
            sums[j % PARTS] = Math.fma(difference, difference, sums[j % PARTS]);
        }
        return Exponentials.fold(sums, 0) / columns;
    }

    private static final class OnLanes {
        private OnLanes() {}

        /** All rows in one method, as a call for each would cost as much as a short row. */
        static void rows(
                float[] x,
                int xo,
                float[] mean,
                int mo,
                float[] variance,
                int vo,
                int from,
                int rows,
                int columns,
                float[] sums) {
            int whole = columns - columns % PARTS;
            for (int i = from; i < rows; i++) {
                int at = xo + i * columns;
                for (int part = 0; part < PARTS; part += LENGTH) {
                    FloatVector sum = FloatVector.zero(FLOATS);
                    for (int j = part; j < whole; j += PARTS) {
                        sum = sum.add(FloatVector.fromArray(FLOATS, x, at + j));
                    }
                    sum.intoArray(sums, part);
                }
                float m = mean(x, at, sums, whole, columns);
                mean[mo + i] = m;
                for (int part = 0; part < PARTS; part += LENGTH) {
                    FloatVector sum = FloatVector.zero(FLOATS);
                    for (int j = part; j < whole; j += PARTS) {
                        FloatVector difference =
                                FloatVector.fromArray(FLOATS, x, at + j).sub(m);
                        sum = difference.fma(difference, sum);
                    }
                    sum.intoArray(sums, part);
                }
                variance[vo + i] = variance(x, at, m, sums, whole, columns);
            }
        }
    }
}
