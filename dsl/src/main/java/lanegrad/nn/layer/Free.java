package lanegrad.nn.layer;

import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Var;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * The input, and after it numbers that are learned but the same for all examples, [inputs] -> [inputs + units]: parameters
 * of a distribution that don't depend on x (Goodfellow et al., section 6.3.2: "copied directly into omega").
 *
 * @param units how many; they start at 0
 */
public record Free(int units) implements LayerSpec {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Free {
        Require.atLeast("free: units", 1, units);
    }

    @Override
    public Shape shape(Shape in) {
        if (in.rank() != 1) {
            throw new ShapeException("free: expected a vector of features, got %s".formatted(in));
        }
        return Shape.of(in.size(0) + units);
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        Parameter numbers = scope.bias("bias", units, 0);
        return (x, _) -> {
            Var own = x.tape().parameter(numbers);
            return x.concat(1, own.broadcastTo(Shape.of(x.shape().rows(), units)));
        };
    }
}
