package lanegrad.nn.layer;

import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.Affine;
import lanegrad.autodiff.op.NormalNoise;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.init.Glorot;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * Normally distributed units m + s e, [inputs] -> [units], with e drawn anew at each training step and m, s = softplus(a)
 * functions of the input: derivatives flow through the sample, since the noise is an input like others (Goodfellow et al.,
 * (6.11)-(6.12), the reparametrisation trick). In prediction they are m.
 *
 * @param units the number of units
 */
public record GaussianUnits(int units) implements LayerSpec {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if units are below 1
     */
    public GaussianUnits {
        Require.atLeast("gaussian-units: units", 1, units);
    }

    @Override
    public Shape shape(Shape in) {
        if (in.rank() != 1) {
            throw new ShapeException("gaussian-units: expected a vector of features, got %s".formatted(in));
        }
        return Shape.of(units);
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        Parameter weight = scope.weight("weight", in.size(0), 2 * units, new Glorot());
        Parameter bias = scope.bias("bias", 2 * units, 0);
        long key = scope.key("gaussian");
        return (x, pass) -> {
            Var both = x.tape()
                    .apply(new Affine(), x, x.tape().parameter(weight), x.tape().parameter(bias));
            Var mean = both.slice(1, 0, units);
            Var step = pass.step();
            if (step == null) {
                return mean;
            }
            Var deviation = both.slice(1, units, 2 * units).map(new Softplus());
            return mean.plus(deviation.times(x.tape().apply(new NormalNoise(key, mean.shape()), step)));
        };
    }
}
