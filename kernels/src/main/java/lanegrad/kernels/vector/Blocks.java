package lanegrad.kernels.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Lanes;
import lanegrad.kernels.Tiles;

/**
 * The shape of every sum: blocks of 4096 elements; in each, 64 accumulators that take the elements with their index
 * modulo 64 and are folded in halves; and the blocks' sums summed in the same way.
 *
 * <p>It depends on the number of elements only, so the bits are the same for any vector width and number of workers.
 * Each thread keeps one of a kind and fills it in again, so that no sum allocates.
 */
abstract class Blocks implements Tiles.Body {
    static final int ACCUMULATORS = 64;

    /** Elements in a block. */
    static final int LENGTH = 4096;

    private static final float[] NONE = {};
    private static final ThreadLocal<float[]> OF_THREAD = ThreadLocal.withInitial(() -> new float[ACCUMULATORS]);

    /** Blocks below this number are summed faster than a team wakes. */
    private static final int FEW = 8;

    float[] x = NONE;
    float[] y = NONE;
    int xo;
    int yo;

    private int n;
    private float[] sums = NONE;

    /** The sum over n elements of one array or two. */
    final float over(float[] x, int xo, float[] y, int yo, int n) {
        this.x = x;
        this.xo = xo;
        this.y = y;
        this.yo = yo;
        this.n = n;
        try {
            return n <= LENGTH ? block(0, n, accumulators(n)) : blocks((n - 1) / LENGTH + 1);
        } finally {
            // Or the thread would hold the arrays as long as it lives.
            this.x = NONE;
            this.y = NONE;
        }
    }

    private float blocks(int count) {
        if (sums.length < count) {
            sums = new float[count];
        }
        if (count < FEW) {
            for (int block = 0; block < count; block++) {
                run(block);
            }
        } else {
            Tiles.run(count, this);
        }
        int left = count;
        for (; left > LENGTH; left = (left - 1) / LENGTH + 1) {
            for (int start = 0; start < left; start += LENGTH) {
                int length = Math.min(LENGTH, left - start);
                sums[start / LENGTH] = Sum.block(sums, start, length, accumulators(length));
            }
        }
        return Sum.block(sums, 0, left, accumulators(left));
    }

    @Override
    public final void run(int block) {
        int length = Math.min(LENGTH, n - block * LENGTH);
        sums[block] = block(block * LENGTH, length, accumulators(length));
    }

    /** The sum over {@code length} elements from {@code start}, with the accumulators at +0 if they are few. */
    abstract float block(int start, int length, float[] accumulators);

    /** A thread's accumulators, at +0 if the elements are few. */
    static float[] accumulators(int length) {
        float[] accumulators = OF_THREAD.get();
        if (!Cpu.VECTORS || length < ACCUMULATORS) {
            Arrays.fill(accumulators, 0);
        }
        return accumulators;
    }

    /** Folds the accumulators in halves, of which the first {@code used} may be other than +0. */
    static float fold(float[] a, int used) {
        // Adding +0 changes nothing: no accumulator is -0.
        if (used > 32) {
            addUpperHalf(a, 32);
        }
        if (used > 16) {
            addUpperHalf(a, 16);
        }
        // No more stores: the compiler would not always carry the numbers over.
        float even = ((a[0] + a[8]) + (a[4] + a[12])) + ((a[2] + a[10]) + (a[6] + a[14]));
        float odd = ((a[1] + a[9]) + (a[5] + a[13])) + ((a[3] + a[11]) + (a[7] + a[15]));
        return even + odd;
    }

    private static void addUpperHalf(float[] a, int half) {
        if (Cpu.VECTORS) {
            OnLanes.addUpperHalf(a, half);
            return;
        }
        for (int i = 0; i < half; i++) {
            a[i] += a[i + half];
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        static void addUpperHalf(float[] a, int half) {
            for (int i = 0; i < half; i += Lanes.LENGTH) {
                FloatVector.fromArray(Lanes.FLOATS, a, i)
                        .add(FloatVector.fromArray(Lanes.FLOATS, a, i + half))
                        .intoArray(a, i);
            }
        }
    }
}
