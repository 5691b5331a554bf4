package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;

/**
 * A step of RMSProp, v = rho v + (1 - rho) g^2, then w = (1 - rate decay) w - rate g / (sqrt(v) + epsilon).
 *
 * <p>Hinton, Neural Networks for Machine Learning (2012), lecture 6; Goodfellow et al., Deep Learning, Algorithm 8.5, but
 * epsilon is added to the root, as in PyTorch.
 */
public final class RmsPropStep {
    private static final ThreadLocal<Loop> OF_THREAD = ThreadLocal.withInitial(Loop::new);

    private RmsPropStep() {}

    /** Updates n mean squares v and weights w with the gradient g, from the offsets. */
    public static void run(
            float[] w,
            int wo,
            float[] g,
            int go,
            float[] v,
            int vo,
            int n,
            double rho,
            double epsilon,
            Descent descent) {
        Loop loop = OF_THREAD.get();
        loop.rho = (float) rho;
        loop.rest = (float) (1 - rho);
        loop.epsilon = (float) epsilon;
        loop.over(w, wo, g, go, v, vo, n, descent);
    }

    private static final class Loop extends Step {
        float rho;
        float rest;
        float epsilon;

        @Override
        public void run(int start, int length) {
            int end = start + length;
            int done = Cpu.VECTORS && length >= LENGTH ? OnLanes.run(this, start, end) : start;
            for (int i = done; i < end; i++) {
                float gradient = gradient(i);
                float square = Math.fma(m[mo + i], rho, Math.fma(gradient * gradient, rest, TINY)) - TINY;
                m[mo + i] = square;
                move(i, gradient / ((float) Math.sqrt(square) + epsilon));
            }
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        /** Takes whole vectors of weights, and returns the first that is left. */
        static int run(Loop s, int start, int end) {
            FloatVector rho = FloatVector.broadcast(FLOATS, s.rho);
            FloatVector rest = FloatVector.broadcast(FLOATS, s.rest);
            FloatVector tiny = FloatVector.broadcast(FLOATS, Step.TINY);
            int i = start;
            for (; i <= end - LENGTH; i += LENGTH) {
                FloatVector gradient = StepLanes.gradient(s, i);
                FloatVector square = FloatVector.fromArray(FLOATS, s.m, s.mo + i)
                        .fma(rho, gradient.mul(gradient).fma(rest, tiny))
                        .sub(tiny);
                StepLanes.move(s, i, gradient.div(square.sqrt().add(s.epsilon)));
                square.intoArray(s.m, s.mo + i);
            }
            return i;
        }
    }
}
