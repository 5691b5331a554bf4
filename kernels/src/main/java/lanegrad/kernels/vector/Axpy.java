package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Chunks;
import lanegrad.kernels.Cpu;

/** y + alpha x, each element rounded once. */
public final class Axpy {
    private Axpy() {}

    /** y = alpha x + y, for n elements from the offsets. */
    public static void run(float alpha, float[] x, int xo, float[] y, int yo, int n) {
        Chunks.run(n, (at, length) -> chunk(alpha, x, xo + at, y, yo + at, length));
    }

    private static void chunk(float alpha, float[] x, int xo, float[] y, int yo, int n) {
        int done = Cpu.VECTORS ? OnLanes.run(alpha, x, xo, y, yo, n) : 0;
        for (int i = done; i < n; i++) {
            y[yo + i] = Math.fma(alpha, x[xo + i], y[yo + i]);
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        static int run(float alpha, float[] x, int xo, float[] y, int yo, int n) {
            FloatVector factor = FloatVector.broadcast(FLOATS, alpha);
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                FloatVector sum = FloatVector.fromArray(FLOATS, y, yo + i);
                factor.fma(FloatVector.fromArray(FLOATS, x, xo + i), sum).intoArray(y, yo + i);
            }
            return i;
        }
    }
}
