package lanegrad.train;

import java.util.Arrays;
import lanegrad.autodiff.Effect;
import lanegrad.tensor.Tensor;

/**
 * Scales down the columns of a matrix [in, out], the weights into one unit each, that are longer than a limit (Srivastava
 * et al., Dropout, 2014, section 5.1).
 *
 * @param limit the largest Euclidean norm of a column
 */
record MaxNorm(double limit) implements Effect {
    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Runnable prepare(Tensor[] in) {
        float[] w = in[0].data();
        double[] factors = new double[in[0].shape().columns()];
        return () -> run(w, factors);
    }

    private void run(float[] w, double[] factors) {
        Arrays.fill(factors, 0);
        for (int row = 0; row < w.length; row += factors.length) {
            for (int j = 0; j < factors.length; j++) {
                factors[j] += (double) w[row + j] * w[row + j];
            }
        }
        for (int j = 0; j < factors.length; j++) {
            factors[j] = Math.min(1, limit / Math.sqrt(factors[j]));
        }
        for (int row = 0; row < w.length; row += factors.length) {
            for (int j = 0; j < factors.length; j++) {
                w[row + j] *= (float) factors[j];
            }
        }
    }
}
