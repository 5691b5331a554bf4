package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import lanegrad.kernels.Cpu;

/** Whether all elements are finite, or within limits; as fast as they can be read. */
public final class Finite {
    private Finite() {}

    /** Whether all of n elements from the offset are finite. */
    public static boolean all(float[] x, int xo, int n) {
        int done = 0;
        if (Cpu.VECTORS && n >= 4 * LENGTH) {
            done = n - n % (4 * LENGTH);
            if (!OnLanes.all(x, xo, done)) {
                return false;
            }
        }
        for (int i = done; i < n; i++) {
            if (!Float.isFinite(x[xo + i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the magnitude of none of n elements from the offset exceeds the limit; it does where one is no number. */
    public static boolean atMost(float limit, float[] x, int xo, int n) {
        int done = 0;
        if (Cpu.VECTORS && n >= 4 * LENGTH) {
            done = n - n % (4 * LENGTH);
            if (!OnLanes.atMost(limit, x, xo, done)) {
                return false;
            }
        }
        for (int i = done; i < n; i++) {
            if (!(Math.abs(x[xo + i]) <= limit)) {
                return false;
            }
        }
        return true;
    }

    private static final class OnLanes {
        private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

        private OnLanes() {}

        /** 0 x is 0, and not a number if x isn't finite, which it stays in a sum. */
        static boolean all(float[] x, int xo, int n) {
            FloatVector zero = FloatVector.zero(FLOATS);
            FloatVector a = zero;
            FloatVector b = zero;
            FloatVector c = zero;
            FloatVector d = zero;
            for (int i = xo; i < xo + n; i += 4 * LENGTH) {
                a = FloatVector.fromArray(FLOATS, x, i).fma(zero, a);
                b = FloatVector.fromArray(FLOATS, x, i + LENGTH).fma(zero, b);
                c = FloatVector.fromArray(FLOATS, x, i + 2 * LENGTH).fma(zero, c);
                d = FloatVector.fromArray(FLOATS, x, i + 3 * LENGTH).fma(zero, d);
            }
            return a.add(b).add(c.add(d)).compare(VectorOperators.EQ, zero).allTrue();
        }

        /** As integers, magnitudes are in the same order, and what is no number is the largest. */
        static boolean atMost(float limit, float[] x, int xo, int n) {
            IntVector magnitude = IntVector.broadcast(INTS, Integer.MAX_VALUE);
            IntVector a = IntVector.zero(INTS);
            IntVector b = a;
            IntVector c = a;
            IntVector d = a;
            for (int i = xo; i < xo + n; i += 4 * LENGTH) {
                a = a.max(bits(x, i).and(magnitude));
                b = b.max(bits(x, i + LENGTH).and(magnitude));
                c = c.max(bits(x, i + 2 * LENGTH).and(magnitude));
                d = d.max(bits(x, i + 3 * LENGTH).and(magnitude));
            }
            int most = Float.floatToRawIntBits(limit);
            return a.max(b).max(c.max(d)).compare(VectorOperators.LE, most).allTrue();
        }

        private static IntVector bits(float[] x, int i) {
            return FloatVector.fromArray(FLOATS, x, i).reinterpretAsInts();
        }
    }
}
