package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;

/**
 * A step of gradient descent with momentum, v = momentum v + g, then w = (1 - rate decay) w - rate v: PyTorch's form, in
 * which the rate is not part of the velocity.
 */
public final class MomentumStep {
    private static final ThreadLocal<Loop> OF_THREAD = ThreadLocal.withInitial(Loop::new);

    private MomentumStep() {}

    /** Updates n velocities v and weights w with the gradient g, from the offsets. */
    public static void run(
            float[] w, int wo, float[] g, int go, float[] v, int vo, int n, double momentum, Descent descent) {
        Loop loop = OF_THREAD.get();
        loop.momentum = (float) momentum;
        loop.over(w, wo, g, go, v, vo, n, descent);
    }

    private static final class Loop extends Step {
        float momentum;

        @Override
        public void run(int start, int length) {
            int end = start + length;
            int done = Cpu.VECTORS && length >= LENGTH ? OnLanes.run(this, start, end) : start;
            for (int i = done; i < end; i++) {
                float velocity = Math.fma(m[mo + i], momentum, gradient(i) + TINY) - TINY;
                m[mo + i] = velocity;
                move(i, velocity);
            }
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        /** Takes whole vectors of weights, and returns the first that is left. */
        static int run(Loop s, int start, int end) {
            FloatVector momentum = FloatVector.broadcast(FLOATS, s.momentum);
            FloatVector tiny = FloatVector.broadcast(FLOATS, Step.TINY);
            int i = start;
            for (; i <= end - LENGTH; i += LENGTH) {
                FloatVector velocity = FloatVector.fromArray(FLOATS, s.m, s.mo + i)
                        .fma(momentum, StepLanes.gradient(s, i).add(tiny))
                        .sub(tiny);
                StepLanes.move(s, i, velocity);
                velocity.intoArray(s.m, s.mo + i);
            }
            return i;
        }
    }
}
