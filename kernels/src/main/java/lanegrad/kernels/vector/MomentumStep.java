package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Chunks;
import lanegrad.kernels.Cpu;

/**
 * A step of gradient descent with momentum and decoupled weight decay, v = momentum v + scale g, then w = (1 - rate
 * decay) w - rate v: PyTorch's form, in which the rate is not part of the velocity.
 */
public final class MomentumStep {
    private MomentumStep() {}

    /** Updates n velocities v and weights w with the gradient g, from the offsets. */
    public static void run(
            float[] w,
            int wo,
            float[] g,
            int go,
            float[] v,
            int vo,
            int n,
            double rate,
            double momentum,
            double decay,
            double scale) {
        Factors factors = new Factors((float) momentum, (float) scale, (float) (1 - rate * decay), (float) -rate);
        Chunks.run(n, (at, length) -> chunk(w, wo + at, g, go + at, v, vo + at, length, factors));
    }

    private record Factors(float momentum, float scale, float keep, float step) {}

    private static void chunk(float[] w, int wo, float[] g, int go, float[] v, int vo, int n, Factors f) {
        int done = Cpu.VECTORS ? OnLanes.run(w, wo, g, go, v, vo, n, f) : 0;
        for (int i = done; i < n; i++) {
            float velocity = Math.fma(v[vo + i], f.momentum, f.scale * g[go + i]);
            v[vo + i] = velocity;
            w[wo + i] = Math.fma(velocity, f.step, f.keep * w[wo + i]);
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        static int run(float[] w, int wo, float[] g, int go, float[] v, int vo, int n, Factors f) {
            FloatVector momentum = FloatVector.broadcast(FLOATS, f.momentum);
            FloatVector step = FloatVector.broadcast(FLOATS, f.step);
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                FloatVector gradient = FloatVector.fromArray(FLOATS, g, go + i).mul(f.scale);
                FloatVector velocity = FloatVector.fromArray(FLOATS, v, vo + i).fma(momentum, gradient);
                velocity.intoArray(v, vo + i);
                FloatVector kept = FloatVector.fromArray(FLOATS, w, wo + i).mul(f.keep);
                velocity.fma(step, kept).intoArray(w, wo + i);
            }
            return i;
        }
    }
}
