package lanegrad.nn.layer;

import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.op.Affine;
import lanegrad.kernels.pointwise.Identity;
import lanegrad.nn.Init;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.init.Glorot;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * A fully connected layer a = f(x W + b), [inputs] -> [units] (Liquet, Moka, Nazarathy, (5.2)).
 *
 * <pre>{@code
 * new Dense(64).activation(new Tanh()).l2(1e-4)
 * }</pre>
 *
 * @param units the number of outputs
 * @param activation f, another layer
 * @param init the first weights
 * @param bias whether there is a b; it starts at 0
 * @param l1 the factor of sum |w| in the cost
 * @param l2 the factor of sum w^2 / 2 in the cost
 */
public record Dense(int units, LayerSpec activation, Init init, boolean bias, double l1, double l2)
        implements LayerSpec {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if units are below 1 or a penalty is below 0
     */
    public Dense {
        Require.atLeast("dense: units", 1, units);
        Require.atLeast("dense: l1", 0, l1);
        Require.atLeast("dense: l2", 0, l2);
    }

    /** An affine layer with a bias, Glorot's initialisation and no penalty. */
    public Dense(int units) {
        this(units, new Activation(new Identity()), new Glorot(), true, 0, 0);
    }

    /** The same with another activation. */
    public Dense activation(LayerSpec layer) {
        return new Dense(units, layer, init, bias, l1, l2);
    }

    /** The same with another initialisation. */
    public Dense init(Init first) {
        return new Dense(units, activation, first, bias, l1, l2);
    }

    /** The same with or without a bias. */
    public Dense bias(boolean present) {
        return new Dense(units, activation, init, present, l1, l2);
    }

    /** The same with another factor of sum |w| in the cost. */
    public Dense l1(double factor) {
        return new Dense(units, activation, init, bias, factor, l2);
    }

    /** The same with another factor of sum w^2 / 2 in the cost. */
    public Dense l2(double factor) {
        return new Dense(units, activation, init, bias, l1, factor);
    }

    @Override
    public Shape shape(Shape in) {
        if (in.rank() != 1) {
            throw new ShapeException("dense: expected a vector of features, got %s".formatted(in));
        }
        return activation.shape(Shape.of(units));
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        Parameter weight = scope.weight("weight", in.size(0), units, init);
        scope.penalise(weight, l1, l2);
        Layer after = activation.build(Shape.of(units), scope.part("activation"));
        if (!bias) {
            return (x, pass) -> after.forward(x.matmul(x.tape().parameter(weight)), pass);
        }
        Parameter offset = scope.bias("bias", units, 0);
        return (x, pass) -> after.forward(
                x.tape()
                        .apply(
                                new Affine(),
                                x,
                                x.tape().parameter(weight),
                                x.tape().parameter(offset)),
                pass);
    }
}
