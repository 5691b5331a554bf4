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
        float[] few = Blocks.accumulators(n);
        for (int i = 0; i < rows; i++) {
            int at = xo + i * n;
            if (n < Blocks.ACCUMULATORS) {
                System.arraycopy(x, at, few, 0, n);
                // Accumulators begin at +0, so that -0 adds up to it.
                y[yo + i] = Blocks.fold(few, n) + 0f;
            } else {
                y[yo + i] = n > Blocks.LENGTH ? of(x, at, n) : block(x, at, n, Blocks.accumulators(n));
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
        int done = Cpu.VECTORS && n >= Blocks.ACCUMULATORS ? OnLanes.add(x, xo, n, sums) : 0;
        for (int i = done; i < n; i++) {
            sums[i % Blocks.ACCUMULATORS] += x[xo + i];
        }
        return Blocks.fold(sums, Math.min(n, Blocks.ACCUMULATORS));
    }

    private static final class OnLanes {
        private OnLanes() {}

        /** Adds the elements of whole vectors to the accumulators, and returns their number. */
        static int add(float[] x, int xo, int n, float[] sums) {
            int whole = n - n % Blocks.ACCUMULATORS;
            // Four vectors of accumulators at a time hide an addition's latency and leave registers at any width.
            for (int part = 0; part < Blocks.ACCUMULATORS; part += 4 * LENGTH) {
                FloatVector a = FloatVector.zero(FLOATS);
                FloatVector b = a;
                FloatVector c = a;
                FloatVector d = a;
                for (int i = part; i < whole; i += Blocks.ACCUMULATORS) {
                    a = a.add(FloatVector.fromArray(FLOATS, x, xo + i));
                    b = b.add(FloatVector.fromArray(FLOATS, x, xo + i + LENGTH));
                    c = c.add(FloatVector.fromArray(FLOATS, x, xo + i + 2 * LENGTH));
                    d = d.add(FloatVector.fromArray(FLOATS, x, xo + i + 3 * LENGTH));
                }
                a.intoArray(sums, part);
                b.intoArray(sums, part + LENGTH);
                c.intoArray(sums, part + 2 * LENGTH);
                d.intoArray(sums, part + 3 * LENGTH);
            }
            int i = whole;
            for (; i <= n - LENGTH; i += LENGTH) {
                FloatVector.fromArray(FLOATS, sums, i - whole)
                        .add(FloatVector.fromArray(FLOATS, x, xo + i))
                        .intoArray(sums, i - whole);
            }
            return i;
        }
    }
}
