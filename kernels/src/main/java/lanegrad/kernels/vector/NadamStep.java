package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;

/**
 * A step of NAdam, Adam with Nesterov's momentum.
 *
 * <p>m and v are Adam's. With mu_t = beta1 (1 - 0.96^(t psi) / 2) and M_t = mu_1 ... mu_t, w = (1 - rate decay) w - rate
 * (mu_(t+1) m / (1 - M_(t+1)) + (1 - mu_t) g / (1 - M_t)) / (sqrt(v') + epsilon) with v' = v / (1 - beta2^t). Dozat,
 * Incorporating Nesterov Momentum into Adam (2016), as in PyTorch.
 */
public final class NadamStep {
    private static final ThreadLocal<Loop> OF_THREAD = ThreadLocal.withInitial(Loop::new);

    private NadamStep() {}

    /**
     * Updates n moments m and v and weights w with the gradient g, from the offsets.
     *
     * @param psi how fast the momentum rises to beta1; 0.004 in the paper
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
            double psi,
            long t,
            Descent descent) {
        Loop loop = OF_THREAD.get();
        double product = product(beta1, psi, t);
        double next = momentum(beta1, psi, t + 1);
        loop.beta1 = (float) beta1;
        loop.rest1 = (float) (1 - beta1);
        loop.beta2 = (float) beta2;
        loop.rest2 = (float) (1 - beta2);
        loop.root = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) t)));
        loop.epsilon = (float) epsilon;
        loop.ofMean = (float) (next / (1 - product * next));
        loop.ofGradient = (float) ((1 - momentum(beta1, psi, t)) / (1 - product));
        loop.over(w, wo, g, go, m, mo, v, vo, n, descent);
    }

    /** mu_t. */
    private static double momentum(double beta1, double psi, long t) {
        return beta1 * (1 - 0.5 * StrictMath.pow(0.96, t * psi));
    }

    /** M_t, or what is as good as 0 beside 1. */
    private static double product(double beta1, double psi, long t) {
        double factor = StrictMath.pow(0.96, psi);
        double power = 1;
        double product = 1;
        for (long i = 1; i <= t && product > 0x1p-60; i++) {
            power *= factor;
            product *= beta1 * (1 - 0.5 * power);
        }
        return product;
    }

    private static final class Loop extends Step {
        float beta1;
        float rest1;
        float beta2;
        float rest2;
        float root;
        float epsilon;
        float ofMean;
        float ofGradient;

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
                float ahead = Math.fma(mean, ofMean, gradient * ofGradient);
                move(i, ahead / Math.fma((float) Math.sqrt(square), root, epsilon));
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
            FloatVector ofMean = FloatVector.broadcast(FLOATS, s.ofMean);
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
                FloatVector ahead = mean.fma(ofMean, gradient.mul(s.ofGradient));
                FloatVector moved =
                        StepLanes.moved(s, w, ahead.div(square.sqrt().fma(root, epsilon)));
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
