package lanegrad.kernels.vector;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Lanes;
import lanegrad.kernels.Tiles;

/**
 * The shape of every sum: blocks of 4096 elements; in each, 64 accumulators that take the elements with their index
 * modulo 64 and are folded in halves; and the blocks' sums summed in the same way.
 *
 * <p>It depends on the number of elements only, so the bits are the same for any vector width and number of workers.
 */
final class Blocks {
    static final int ACCUMULATORS = 64;

    private static final int LENGTH = 4096;

    /** Blocks below this number are summed faster than a team wakes. */
    private static final int FEW = 8;

    @FunctionalInterface
    interface Body {
        /** The sum over {@code length} elements from {@code start}. */
        float sum(int start, int length);
    }

    private Blocks() {}

    /** The sum over n elements, given how to sum up one block. */
    static float sum(int n, Body body) {
        if (n <= LENGTH) {
            return body.sum(0, n);
        }
        float[] sums = new float[(n - 1) / LENGTH + 1];
        if (sums.length < FEW) {
            for (int block = 0; block < sums.length; block++) {
                sums[block] = body.sum(block * LENGTH, Math.min(LENGTH, n - block * LENGTH));
            }
        } else {
            Tiles.run(
                    sums.length, block -> sums[block] = body.sum(block * LENGTH, Math.min(LENGTH, n - block * LENGTH)));
        }
        return Sum.of(sums, 0, sums.length);
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
        if (used > 8) {
            addUpperHalf(a, 8);
        }
        return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
    }

    private static void addUpperHalf(float[] a, int half) {
        if (Cpu.VECTORS && half >= Lanes.LENGTH) {
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
