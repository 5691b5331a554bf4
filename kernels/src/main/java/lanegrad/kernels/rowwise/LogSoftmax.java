package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Lanes;

/**
 * The logarithm of softmax of each row, y_j = x_j - log sum_k e^(x_k), exact also where softmax is 0; not a number where
 * {@link Softmax} is.
 */
public final class LogSoftmax {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private LogSoftmax() {}

    /** Writes the log-softmax of the rows of x to y, which may be x at the same offset; both are rows x columns. */
    public static void run(float[] x, int xo, float[] y, int yo, int rows, int columns) {
        OF_THREAD.get().over(x, xo, y, yo, rows, columns);
    }

    private static final class Job extends RowJob {
        @Override
        void rows(int row, int count) {
            Exponentials e = Exponentials.ofThread();
            e.sums(x, in(row), count, columns);
            e.logarithms(count);
            // The differences are small: subtracting their sum at once would round the large shift.
            int done = Cpu.VECTORS ? OnLanes.less(x, in(row), e.shifts, e.logs, y, out(row), count, columns) : 0;
            for (int i = 0; i < count && done < columns; i++) {
                for (int j = done; j < columns; j++) {
                    y[out(row + i) + j] = (x[in(row + i) + j] - e.shifts[i]) - e.logs[i];
                }
            }
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        /** Whole vectors of all rows, and then what is left of the rows in masked ones; returns the columns done. */
        static int less(float[] x, int xo, float[] shifts, float[] logs, float[] y, int yo, int rows, int n) {
            int whole = n - n % LENGTH;
            for (int i = 0; i < rows && whole > 0; i++) {
                float shift = shifts[i];
                float log = logs[i];
                for (int j = i * n; j < i * n + whole; j += LENGTH) {
                    FloatVector.fromArray(FLOATS, x, xo + j).sub(shift).sub(log).intoArray(y, yo + j);
                }
            }
            if (!Lanes.masked(n)) {
                return whole;
            }
            VectorMask<Float> tail = FLOATS.indexInRange(whole, n);
            for (int i = 0; i < rows; i++) {
                int j = i * n + whole;
                FloatVector.fromArray(FLOATS, x, xo + j, tail)
                        .sub(shifts[i])
                        .sub(logs[i])
                        .intoArray(y, yo + j, tail);
            }
            return n;
        }
    }
}
