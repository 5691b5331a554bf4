package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;

/** The scalar product x1 y1 + ... + xn yn, each product and addition rounded once, in the order of {@link Blocks}. */
public final class Dot {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private Dot() {}

    /** The scalar product of n elements of each array from its offset. */
    public static float of(float[] x, int xo, float[] y, int yo, int n) {
        return OF_THREAD.get().over(x, xo, y, yo, n);
    }

    private static final class Job extends Blocks {
        @Override
        float block(int start, int length, float[] accumulators) {
            return Dot.block(x, xo + start, y, yo + start, length, accumulators);
        }
    }

    private static float block(float[] x, int xo, float[] y, int yo, int n, float[] sums) {
        int done = Cpu.VECTORS && n >= Blocks.ACCUMULATORS ? OnLanes.add(x, xo, y, yo, n, sums) : 0;
        for (int i = done; i < n; i++) {
            int k = i % Blocks.ACCUMULATORS;
            sums[k] = Math.fma(x[xo + i], y[yo + i], sums[k]);
        }
        return Blocks.fold(sums, Math.min(n, Blocks.ACCUMULATORS));
    }

    private static final class OnLanes {
        private OnLanes() {}

        /** As in {@link Sum}: adds the products of whole vectors to the accumulators, and returns their number. */
        static int add(float[] x, int xo, float[] y, int yo, int n, float[] sums) {
            int whole = n - n % Blocks.ACCUMULATORS;
            for (int part = 0; part < Blocks.ACCUMULATORS; part += 4 * LENGTH) {
                FloatVector a = FloatVector.zero(FLOATS);
                FloatVector b = a;
                FloatVector c = a;
                FloatVector d = a;
                for (int i = part; i < whole; i += Blocks.ACCUMULATORS) {
                    a = product(x, xo + i, y, yo + i, a);
                    b = product(x, xo + i + LENGTH, y, yo + i + LENGTH, b);
                    c = product(x, xo + i + 2 * LENGTH, y, yo + i + 2 * LENGTH, c);
                    d = product(x, xo + i + 3 * LENGTH, y, yo + i + 3 * LENGTH, d);
                }
                a.intoArray(sums, part);
                b.intoArray(sums, part + LENGTH);
                c.intoArray(sums, part + 2 * LENGTH);
                d.intoArray(sums, part + 3 * LENGTH);
            }
            int i = whole;
            for (; i <= n - LENGTH; i += LENGTH) {
                // Not by the method below: in a loop that is often skipped it might stay a call.
                FloatVector.fromArray(FLOATS, x, xo + i)
                        .fma(FloatVector.fromArray(FLOATS, y, yo + i), FloatVector.fromArray(FLOATS, sums, i - whole))
                        .intoArray(sums, i - whole);
            }
            return i;
        }

        private static FloatVector product(float[] x, int xo, float[] y, int yo, FloatVector sum) {
            return FloatVector.fromArray(FLOATS, x, xo).fma(FloatVector.fromArray(FLOATS, y, yo), sum);
        }
    }
}
