package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import lanegrad.kernels.Cpu;

/**
 * A step of Lion, w = (1 - rate decay) w - rate sign(beta1 m + (1 - beta1) g), then m = beta2 m + (1 - beta2) g.
 *
 * <p>Chen et al., Symbolic Discovery of Optimization Algorithms (2023), Algorithm 2. The sign of what is
 * within 2^-96 of 0 is 0, and what is not a number stays so.
 */
public final class LionStep {
    private static final ThreadLocal<Loop> OF_THREAD = ThreadLocal.withInitial(Loop::new);

    /** Far above what a mean may be stuck at, which would move the weight for good. */
    private static final float LEAST = 0x1p-96f;

    private LionStep() {}

    /** Updates n means m and weights w with the gradient g, from the offsets. */
    public static void run(
            float[] w,
            int wo,
            float[] g,
            int go,
            float[] m,
            int mo,
            int n,
            double beta1,
            double beta2,
            Descent descent) {
        Loop loop = OF_THREAD.get();
        loop.beta1 = (float) beta1;
        loop.rest1 = (float) (1 - beta1);
        loop.beta2 = (float) beta2;
        loop.rest2 = (float) (1 - beta2);
        loop.over(w, wo, g, go, m, mo, n, descent);
    }

    private static final class Loop extends Step {
        float beta1;
        float rest1;
        float beta2;
        float rest2;

        @Override
        public void run(int start, int length) {
            int end = start + length;
            int done = Cpu.VECTORS && length >= LENGTH ? OnLanes.run(this, start, end) : start;
            for (int i = done; i < end; i++) {
                float gradient = gradient(i);
                float mean = m[mo + i];
                m[mo + i] = Math.fma(mean, beta2, Math.fma(gradient, rest2, TINY)) - TINY;
                float mixed = Math.fma(mean, beta1, gradient * rest1);
                move(i, mixed >= LEAST ? 1 : mixed <= -LEAST ? -1 : 0 * mixed);
            }
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        /** Takes whole vectors of weights, and returns the first that is left. */
        static int run(Loop s, int start, int end) {
            FloatVector beta1 = FloatVector.broadcast(FLOATS, s.beta1);
            FloatVector beta2 = FloatVector.broadcast(FLOATS, s.beta2);
            FloatVector rest2 = FloatVector.broadcast(FLOATS, s.rest2);
            FloatVector tiny = FloatVector.broadcast(FLOATS, Step.TINY);
            int i = start;
            for (; i <= end - LENGTH; i += LENGTH) {
                FloatVector gradient = StepLanes.gradient(s, i);
                FloatVector mean = FloatVector.fromArray(FLOATS, s.m, s.mo + i);
                FloatVector mixed = mean.fma(beta1, gradient.mul(s.rest1));
                FloatVector sign = mixed.mul(0)
                        .blend(1, mixed.compare(VectorOperators.GE, LEAST))
                        .blend(-1, mixed.compare(VectorOperators.LE, -LEAST));
                StepLanes.move(s, i, sign);
                mean.fma(beta2, gradient.fma(rest2, tiny)).sub(tiny).intoArray(s.m, s.mo + i);
            }
            return i;
        }
    }
}
