package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;

/**
 * A step of gradient descent with Nesterov's momentum, v = momentum v + g, then w = (1 - rate decay) w - rate (g +
 * momentum v): PyTorch's form, in which the rate is not part of the velocity.
 *
 * <p>Sutskever, Martens, Dahl, Hinton, On the importance of initialization and momentum in deep learning (2013);
 * Goodfellow et al., Deep Learning, 8.3.3. The weights here are theirs at the look-ahead.
 */
public final class NesterovStep {
    private static final ThreadLocal<Loop> OF_THREAD = ThreadLocal.withInitial(Loop::new);

    private NesterovStep() {}

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
                float gradient = gradient(i);
                float velocity = Math.fma(m[mo + i], momentum, gradient + TINY) - TINY;
                m[mo + i] = velocity;
                move(i, Math.fma(velocity, momentum, gradient));
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
                FloatVector gradient = StepLanes.gradient(s, i);
                FloatVector velocity = FloatVector.fromArray(FLOATS, s.m, s.mo + i)
                        .fma(momentum, gradient.add(tiny))
                        .sub(tiny);
                StepLanes.move(s, i, velocity.fma(momentum, gradient));
                velocity.intoArray(s.m, s.mo + i);
            }
            return i;
        }
    }
}
