package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Chunks;
import lanegrad.kernels.Cpu;

/**
 * A step of gradient descent with decoupled weight decay, w = (1 - rate decay) w - rate scale g.
 *
 * <p>Liquet, Moka, Nazarathy, (5.53). The scale is that of gradient clipping, 1 without.
 */
public final class SgdStep {
    private SgdStep() {}

    /** Steps n weights w against the gradient g, from the offsets. */
    public static void run(float[] w, int wo, float[] g, int go, int n, double rate, double decay, double scale) {
        float keep = (float) (1 - rate * decay);
        float step = (float) (-rate * scale);
        Chunks.run(n, (at, length) -> chunk(w, wo + at, g, go + at, length, keep, step));
    }

    private static void chunk(float[] w, int wo, float[] g, int go, int n, float keep, float step) {
        int done = Cpu.VECTORS ? OnLanes.run(w, wo, g, go, n, keep, step) : 0;
        for (int i = done; i < n; i++) {
            w[wo + i] = Math.fma(g[go + i], step, keep * w[wo + i]);
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        static int run(float[] w, int wo, float[] g, int go, int n, float keep, float step) {
            FloatVector factor = FloatVector.broadcast(FLOATS, step);
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                FloatVector kept = FloatVector.fromArray(FLOATS, w, wo + i).mul(keep);
                FloatVector.fromArray(FLOATS, g, go + i).fma(factor, kept).intoArray(w, wo + i);
            }
            return i;
        }
    }
}
