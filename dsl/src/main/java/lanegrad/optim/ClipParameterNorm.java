package lanegrad.optim;

import java.util.List;
import lanegrad.kernels.vector.Norm;
import lanegrad.tensor.Tensor;

/**
 * The gradient of each parameter by itself is no longer than a limit: {@code g <- g min(1, limit / |g|)} for each weight
 * matrix and each bias vector (Liquet, Moka, Nazarathy, section 5.4).
 *
 * @param limit the largest Euclidean norm
 */
public record ClipParameterNorm(double limit) implements Clip {
    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it isn't above 0
     */
    public ClipParameterNorm {
        Require.positive("clip: parameter-norm", limit);
    }

    @Override
    public double[] scales(List<Tensor> gradients) {
        ClipNorm each = new ClipNorm(limit);
        return gradients.stream()
                .mapToDouble(gradient -> each.factor(Norm.squared(gradient.data(), 0, gradient.count())))
                .toArray();
    }
}
