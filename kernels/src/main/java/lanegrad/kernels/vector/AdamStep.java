package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;

/**
 * A step of Adam; with decay, of AdamW.
 *
 * <p>m = beta1 m + (1 - beta1) g and v = beta2 v + (1 - beta2) g^2, then w = (1 - rate decay) w - rate m' / (sqrt(v') +
 * epsilon) with m' = m / (1 - beta1^t) and v' = v / (1 - beta2^t). Kingma, Ba, Adam (2015), Algorithm 1; Loshchilov,
 * Hutter, Decoupled Weight Decay Regularization (2019).
 */
public final class AdamStep {
    private static final ThreadLocal<Loop> OF_THREAD = ThreadLocal.withInitial(Loop::new);

    private AdamStep() {}

    /**
     * Updates n moments m and v and weights w with the gradient g, from the offsets.
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
            double beta1,
            double beta2,
            double epsilon,
            long t,
            Descent descent) {
        Loop loop = OF_THREAD.get();
        loop.beta1 = (float) beta1;
        loop.rest1 = (float) (1 - beta1);
        loop.beta2 = (float) beta2;
        loop.rest2 = (float) (1 - beta2);
        loop.correct(beta1, beta2, epsilon, t);
        loop.over(w, wo, g, go, m, mo, v, vo, n, descent);
    }

    private static final class Loop extends Step {
        float beta1;
        float rest1;
        float beta2;
        float rest2;
        float root;
        float epsilon;

        private double ofMean;
        private double corrected1;
        private double corrected2;
        private long corrected;

        /** The corrections of the bias: of m in what the root is scaled by, so that the rate stays what it is. */
        void correct(double beta1, double beta2, double epsilon, long t) {
            // For a small parameter the powers would take longer than its step, and they are the same for all of them.
            if (t != corrected || beta1 != corrected1 || beta2 != corrected2) {
                ofMean = 1 - StrictMath.pow(beta1, (double) t);
                root = (float) (ofMean / Math.sqrt(1 - StrictMath.pow(beta2, (double) t)));
                corrected = t;
                corrected1 = beta1;
                corrected2 = beta2;
            }
            this.epsilon = (float) (ofMean * epsilon);
        }

        @Override
        public void run(int start, int length) {
            int end = start + length;
            int done = Cpu.VECTORS && length >= LENGTH ? OnLanes.run(this, start, end) : start;
            for (int i = done; i < end; i++) {
                float gradient = gradient(i);
                float mean = Math.fma(m[mo + i], beta1, Math.fma(gradient, rest1, TINY)) - TINY;
                float square = Math.fma(v[vo + i], beta2, Math.fma(gradient * gradient, rest2, TINY)) - TINY;
                m[mo + i] = mean;
                v[vo + i] = square;
                move(i, mean / Math.fma((float) Math.sqrt(square), root, epsilon));
            }
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        /** Takes whole vectors of weights, one at least, and returns the first that is left. */
        static int run(Loop s, int start, int end) {
            FloatVector beta1 = FloatVector.broadcast(FLOATS, s.beta1);
            FloatVector beta2 = FloatVector.broadcast(FLOATS, s.beta2);
            FloatVector rest1 = FloatVector.broadcast(FLOATS, s.rest1);
            FloatVector rest2 = FloatVector.broadcast(FLOATS, s.rest2);
            FloatVector tiny = FloatVector.broadcast(FLOATS, Step.TINY);
            FloatVector root = FloatVector.broadcast(FLOATS, s.root);
            FloatVector epsilon = FloatVector.broadcast(FLOATS, s.epsilon);
            int last = end - LENGTH;
            int i = start;
            FloatVector gradient = StepLanes.gradient(s, i);
            FloatVector m = FloatVector.fromArray(FLOATS, s.m, s.mo + i);
            FloatVector v = FloatVector.fromArray(FLOATS, s.v, s.vo + i);
            FloatVector w = StepLanes.weights(s, i);
            for (; i <= last; i += LENGTH) {
                FloatVector mean = m.fma(beta1, gradient.fma(rest1, tiny)).sub(tiny);
                FloatVector square =
                        v.fma(beta2, gradient.mul(gradient).fma(rest2, tiny)).sub(tiny);
                FloatVector moved = StepLanes.moved(s, w, mean.div(square.sqrt().fma(root, epsilon)));
                int next = Math.min(i + LENGTH, last); // the last is read once more, for no use
                gradient = StepLanes.gradient(s, next);
                m = FloatVector.fromArray(FLOATS, s.m, s.mo + next);
                v = FloatVector.fromArray(FLOATS, s.v, s.vo + next);
                w = StepLanes.weights(s, next);
                moved.intoArray(s.w, s.wo + i);
                mean.intoArray(s.m, s.mo + i);
                square.intoArray(s.v, s.vo + i);
            }
            return i;
        }
    }
}
