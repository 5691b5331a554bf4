package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;

/** The sum of the elements, x1 + ... + xn, in the order of {@link Blocks}; +0 for none. */
public final class Sum {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private Sum() {}

    /** The sum of n elements from the offset. */
    public static float of(float[] x, int offset, int n) {
        return OF_THREAD.get().over(x, offset, x, offset, n);
    }

    /** Writes the sum of each of some rows of n elements to y: the same sums, for less than many short ones cost. */
    public static void rows(float[] x, int xo, float[] y, int yo, int rows, int n) {
        float[] sums = Blocks.accumulators(n);
        if (Cpu.VECTORS && n >= Blocks.ACCUMULATORS && n <= Blocks.LENGTH) {
            OnLanes.rows(x, xo, y, yo, rows, n, sums);
            return;
        }
        for (int i = 0; i < rows; i++) {
            int at = xo + i * n;
            if (n < Blocks.ACCUMULATORS) {
                System.arraycopy(x, at, sums, 0, n);
                // Accumulators begin at +0, so that -0 adds up to it.
                y[yo + i] = Blocks.fold(sums, n) + 0f;
            } else {
                y[yo + i] = of(x, at, n);
            }
        }
    }

    private static final class Job extends Blocks {
        @Override
        float block(int start, int length, float[] accumulators) {
            return Sum.block(x, xo + start, length, accumulators);
        }
    }

    static float block(float[] x, int xo, int n, float[] sums) {
        if (Cpu.VECTORS && n >= Blocks.ACCUMULATORS) {
            OnLanes.rows(x, xo, sums, 0, 1, n, sums);
            return sums[0];
        }
        return scalar(x, xo, 0, n, sums);
    }

    /** Adds the elements from one on to the accumulators, and folds them. */
    private static float scalar(float[] x, int xo, int from, int n, float[] sums) {
        for (int i = from; i < n; i++) {
            sums[i % Blocks.ACCUMULATORS] += x[xo + i];
        }
        return Blocks.fold(sums, Math.min(n, Blocks.ACCUMULATORS));
    }

    private static final class OnLanes {
        private OnLanes() {}

        /** All rows in one method, as a call for each would cost as much as a short row. */
        static void rows(float[] x, int xo, float[] y, int yo, int rows, int n, float[] sums) {
            int whole = n - n % Blocks.ACCUMULATORS;
            for (int row = 0; row < rows; row++) {
                int at = xo + row * n;
                // Four vectors of accumulators at a time hide an addition's latency and leave registers at any width.
                for (int part = 0; part < Blocks.ACCUMULATORS; part += 4 * LENGTH) {
                    FloatVector a = FloatVector.zero(FLOATS);
                    FloatVector b = a;
                    FloatVector c = a;
                    FloatVector d = a;
                    for (int i = part; i < whole; i += Blocks.ACCUMULATORS) {
                        a = a.add(FloatVector.fromArray(FLOATS, x, at + i));
                        b = b.add(FloatVector.fromArray(FLOATS, x, at + i + LENGTH));
                        c = c.add(FloatVector.fromArray(FLOATS, x, at + i + 2 * LENGTH));
                        d = d.add(FloatVector.fromArray(FLOATS, x, at + i + 3 * LENGTH));
                    }
                    a.intoArray(sums, part);
                    b.intoArray(sums, part + LENGTH);
                    c.intoArray(sums, part + 2 * LENGTH);
                    d.intoArray(sums, part + 3 * LENGTH);
                }
                // Two ways, for where they met the compiler would store the accumulators and load them again.
                y[yo + row] = whole < n ? withRest(x, at, whole, n, sums) : Blocks.fold(sums, Blocks.ACCUMULATORS);
            }
        }

        private static float withRest(float[] x, int xo, int whole, int n, float[] sums) {
            int i = whole;
            for (; i <= n - LENGTH; i += LENGTH) {
                FloatVector.fromArray(FLOATS, sums, i - whole)
                        .add(FloatVector.fromArray(FLOATS, x, xo + i))
                        .intoArray(sums, i - whole);
            }
            return scalar(x, xo, i, n, sums);
        }
    }
}
