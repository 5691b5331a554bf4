package lanegrad.nn.layer;

import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.nn.Init;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.init.Normal;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * Radial basis functions h_i = exp(-|x - w_i|^2 / sigma_i^2), [inputs] -> [units], that learn their centres w_i and widths
 * (Goodfellow et al., section 6.3.1; Chen, course slides, with 1 / sigma_i for a factor of the distance).
 *
 * <p>What is learned is 1 / sigma_i, so that no step can divide by 0; it starts where inputs of unit variance are about one
 * width away. |x - w|^2 is taken as x.x - 2 x.w + w.w, a matrix product.
 *
 * @param units the number of centres
 * @param init the first centres
 */
public record Rbf(int units, Init init) implements LayerSpec {
    /**
     * Checks the number of centres.
     *
     * @throws IllegalArgumentException if units are below 1
     */
    public Rbf {
        Require.atLeast("rbf: units", 1, units);
    }

    /** Centres that are spread as standardised inputs are. */
    public Rbf(int units) {
        this(units, new Normal(1));
    }

    @Override
    public Shape shape(Shape in) {
        if (in.rank() != 1) {
            throw new ShapeException("rbf: expected a vector of features, got %s; flatten it".formatted(in));
        }
        return Shape.of(units);
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        Parameter centres = scope.weight("centre", in.size(0), units, init);
        Parameter inverse = scope.bias("inverse-width", units, (float) (1 / Math.sqrt(2.0 * in.size(0))));
        return (x, pass) -> {
            Var w = x.tape().parameter(centres);
            Var factor = x.tape().parameter(inverse);
            Var ofInputs = x.square().sumTo(Shape.of(x.shape().size(0), 1));
            Var ofCentres = w.square().sumTo(Shape.of(units));
            Var distance = ofInputs.plus(ofCentres).minus(x.matmul(w).scale(2));
            return distance.times(factor.square()).scale(-1).map(new Exp());
        };
    }
}
