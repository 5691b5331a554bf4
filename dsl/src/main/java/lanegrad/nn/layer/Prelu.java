package lanegrad.nn.layer;

import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.nn.ActivationSpec;
import lanegrad.nn.Layer;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;

/**
 * The parametric rectifier f(x) = max(0, x) + a min(0, x), whose slope a is learned (Goodfellow et al., section 6.8; Liquet,
 * Moka, Nazarathy, section 5.3).
 *
 * <p>At x = 0 its own slope is a, as that of {@code relu} is 0 there.
 *
 * @param shared whether all units share one a
 * @param slope the first a
 */
public record Prelu(boolean shared, double slope) implements ActivationSpec {
    /** A slope of 0.25 for each unit. */
    public Prelu() {
        this(false);
    }

    /** A first slope of 0.25. */
    public Prelu(boolean shared) {
        this(shared, 0.25);
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        Parameter slope = scope.bias("slope", shared ? 1 : in.size(-1), (float) this.slope);
        return (x, pass) -> {
            Var positive = x.map(new Relu());
            return positive.plus(x.minus(positive).times(x.tape().parameter(slope)));
        };
    }
}
