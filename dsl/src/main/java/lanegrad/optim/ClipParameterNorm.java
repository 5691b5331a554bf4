package lanegrad.optim;

import java.util.List;
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
    public void scales(List<Tensor> gradients, double[] factors) {
        for (int i = 0; i < factors.length; i++) {
            factors[i] = ClipNorm.factor(limit, ClipNorm.squaredNorm(gradients.get(i)));
        }
    }
}
