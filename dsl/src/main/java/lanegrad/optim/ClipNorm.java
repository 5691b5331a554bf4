package lanegrad.optim;

import java.util.Arrays;
import java.util.List;
import lanegrad.kernels.vector.Norm;
import lanegrad.tensor.Tensor;

/**
 * The gradient of all parameters together is no longer than a limit and keeps its direction: {@code g <- g min(1, limit
 * / |g|)} (Liquet, Moka, Nazarathy, section 5.4).
 *
 * @param limit the largest Euclidean norm
 */
public record ClipNorm(double limit) implements Clip {
    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it isn't above 0
     */
    public ClipNorm {
        Require.positive("clip: norm", limit);
    }

    @Override
    public double[] scales(List<Tensor> gradients) {
        double squares = 0;
        for (Tensor gradient : gradients) {
            squares += Norm.squared(gradient.data(), 0, gradient.count());
        }
        double[] factors = new double[gradients.size()];
        Arrays.fill(factors, factor(squares));
        return factors;
    }

    /** What shortens a gradient to the limit. */
    double factor(double squaredNorm) {
        return Math.min(1, limit / Math.sqrt(squaredNorm));
    }
}
