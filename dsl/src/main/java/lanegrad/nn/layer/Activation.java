package lanegrad.nn.layer;

import lanegrad.autodiff.Op;
import lanegrad.kernels.pointwise.Identity;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.nn.ActivationSpec;
import lanegrad.nn.Layer;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;

/**
 * A function applied to each element.
 *
 * @param function the function
 */
public record Activation(Pointwise function) implements ActivationSpec {
    @Override
    public Layer build(Shape in, Scope scope) {
        String path = scope.path();
        return (x, pass) -> {
            if (function instanceof Identity) {
                return x;
            }
            pass.observer().function(path, function, x);
            return x.map(function);
        };
    }

    @Override
    public String name() {
        return Op.kebab(function.getClass().getSimpleName());
    }
}
