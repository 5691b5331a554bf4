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
    public void scales(List<Tensor> gradients, double[] factors) {
        double squares = 0;
        for (int i = 0; i < factors.length; i++) {
            squares += squaredNorm(gradients.get(i));
        }
        Arrays.fill(factors, factor(limit, squares));
    }

    static double squaredNorm(Tensor gradient) {
        return Norm.squared(gradient.data(), 0, gradient.count());
    }

    /** What shortens a gradient to a limit. */
    static double factor(double limit, double squaredNorm) {
        return Math.min(1, limit / Math.sqrt(squaredNorm));
    }
}
