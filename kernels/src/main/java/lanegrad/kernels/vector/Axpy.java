package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Chunks;
import lanegrad.kernels.Cpu;

/** y + alpha x, each element rounded once. */
public final class Axpy {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private Axpy() {}

    /** y = alpha x + y, for n elements from the offsets. */
    public static void run(float alpha, float[] x, int xo, float[] y, int yo, int n) {
        OF_THREAD.get().over(alpha, x, xo, y, yo, n);
    }

    /** The arrays of a thread, filled in again at each call. */
    private static final class Job implements Chunks.Body {
        private static final float[] NONE = {};

        private float alpha;
        private float[] x = NONE;
        private float[] y = NONE;
        private int xo;
        private int yo;

        void over(float alpha, float[] x, int xo, float[] y, int yo, int n) {
            this.alpha = alpha;
            this.x = x;
            this.xo = xo;
            this.y = y;
            this.yo = yo;
            Chunks.run(n, this);
            this.x = NONE;
            this.y = NONE;
        }

        @Override
        public void run(int start, int length) {
            chunk(alpha, x, xo + start, y, yo + start, length);
        }
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
