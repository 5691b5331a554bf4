package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import lanegrad.kernels.Cpu;

/** Whether all elements are numbers and none is infinite; as fast as they can be read. */
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

    private static final class OnLanes {
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
    }
}
