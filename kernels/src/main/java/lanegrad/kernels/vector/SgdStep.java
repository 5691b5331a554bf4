package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.LENGTH;

import lanegrad.kernels.Cpu;

/**
 * A step of gradient descent, w = (1 - rate decay) w - rate g.
 *
 * <p>Liquet, Moka, Nazarathy, (5.53).
 */
public final class SgdStep {
    private static final ThreadLocal<Loop> OF_THREAD = ThreadLocal.withInitial(Loop::new);

    private SgdStep() {}

    /** Steps n weights w against the gradient g, from the offsets. */
    public static void run(float[] w, int wo, float[] g, int go, int n, Descent descent) {
        Loop loop = OF_THREAD.get();
        loop.over(w, wo, g, go, n, descent);
    }

    private static final class Loop extends Step {

        @Override
        public void run(int start, int length) {
            int end = start + length;
            int done = Cpu.VECTORS && length >= LENGTH ? OnLanes.run(this, start, end) : start;
            for (int i = done; i < end; i++) {
                move(i, gradient(i));
            }
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        /** Takes whole vectors of weights, and returns the first that is left. */
        static int run(Loop s, int start, int end) {
            int i = start;
            for (; i <= end - LENGTH; i += LENGTH) {
                StepLanes.move(s, i, StepLanes.gradient(s, i));
            }
            return i;
        }
    }
}
