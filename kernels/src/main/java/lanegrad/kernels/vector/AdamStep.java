package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Chunks;
import lanegrad.kernels.Cpu;

/**
 * A step of Adam with decoupled weight decay (AdamW; without decay, Adam).
 *
 * <p>m = beta1 m + (1 - beta1) g and v = beta2 v + (1 - beta2) g^2, then w = (1 - rate decay) w - rate m' / (sqrt(v') +
 * epsilon) with m' = m / (1 - beta1^t) and v' = v / (1 - beta2^t). Kingma, Ba, Adam (2015), Algorithm 1; Loshchilov,
 * Hutter, Decoupled Weight Decay Regularization (2019).
 */
public final class AdamStep {
    private AdamStep() {}

    /**
     * Updates n moments m and v and weights w with the gradient g times scale, from the offsets.
     *
     * @param t the step's number, from 1
     */
    public static void run(
            float[] w,
            int wo,
            float[] g,
            int go,
            float[] m,
            int mo,
            float[] v,
            int vo,
            int n,
            double rate,
            double beta1,
            double beta2,
            double epsilon,
            double decay,
            long t,
            double scale) {
        Factors factors = new Factors(
                (float) scale,
                (float) beta1,
                (float) (1 - beta1),
                (float) beta2,
                (float) (1 - beta2),
                (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) t))),
                (float) epsilon,
                (float) (1 - rate * decay),
                (float) (-rate / (1 - StrictMath.pow(beta1, (double) t))));
        Chunks.run(n, (at, length) -> chunk(w, wo + at, g, go + at, m, mo + at, v, vo + at, length, factors));
    }

    /** What doesn't differ between weights; the corrections of the bias are in {@code root} and {@code step}. */
    private record Factors(
            float scale,
            float beta1,
            float rest1,
            float beta2,
            float rest2,
            float root,
            float epsilon,
            float keep,
            float step) {}

    private static void chunk(
            float[] w, int wo, float[] g, int go, float[] m, int mo, float[] v, int vo, int n, Factors f) {
        int done = Cpu.VECTORS ? OnLanes.run(w, wo, g, go, m, mo, v, vo, n, f) : 0;
        for (int i = done; i < n; i++) {
            float gradient = g[go + i] * f.scale;
            float mean = Math.fma(m[mo + i], f.beta1, gradient * f.rest1);
            float square = Math.fma(v[vo + i], f.beta2, gradient * gradient * f.rest2);
            m[mo + i] = mean;
            v[vo + i] = square;
            float direction = mean / Math.fma((float) Math.sqrt(square), f.root, f.epsilon);
            w[wo + i] = Math.fma(direction, f.step, w[wo + i] * f.keep);
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        static int run(float[] w, int wo, float[] g, int go, float[] m, int mo, float[] v, int vo, int n, Factors f) {
            FloatVector beta1 = FloatVector.broadcast(FLOATS, f.beta1);
            FloatVector beta2 = FloatVector.broadcast(FLOATS, f.beta2);
            FloatVector root = FloatVector.broadcast(FLOATS, f.root);
            FloatVector epsilon = FloatVector.broadcast(FLOATS, f.epsilon);
            FloatVector step = FloatVector.broadcast(FLOATS, f.step);
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                FloatVector gradient = FloatVector.fromArray(FLOATS, g, go + i).mul(f.scale);
                FloatVector mean = FloatVector.fromArray(FLOATS, m, mo + i).fma(beta1, gradient.mul(f.rest1));
                FloatVector square = FloatVector.fromArray(FLOATS, v, vo + i)
                        .fma(beta2, gradient.mul(gradient).mul(f.rest2));
                mean.intoArray(m, mo + i);
                square.intoArray(v, vo + i);
                FloatVector direction = mean.div(square.sqrt().fma(root, epsilon));
                FloatVector kept = FloatVector.fromArray(FLOATS, w, wo + i).mul(f.keep);
                direction.fma(step, kept).intoArray(w, wo + i);
            }
            return i;
        }
    }
}
