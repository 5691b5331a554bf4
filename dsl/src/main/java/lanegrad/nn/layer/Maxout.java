package lanegrad.nn.layer;

import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.op.Affine;
import lanegrad.nn.Init;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.init.Glorot;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * Units that are the greatest of several affine maps, h_i = max_k (x W_ik + b_ik), [inputs] -> [units] (Goodfellow et al.,
 * sections 6.3.1 and 6.8). Where pieces are equal, the derivative is that of the first.
 *
 * @param units the number of outputs
 * @param pieces the number of affine maps of each
 * @param init the first weights
 */
public record Maxout(int units, int pieces, Init init) implements LayerSpec {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public Maxout {
        Require.atLeast("maxout: units", 1, units);
        Require.atLeast("maxout: pieces", 1, pieces);
    }

    /** Two pieces each. */
    public Maxout(int units) {
        this(units, 2);
    }

    /** Glorot's initialisation. */
    public Maxout(int units, int pieces) {
        this(units, pieces, new Glorot());
    }

    @Override
    public Shape shape(Shape in) {
        if (in.rank() != 1) {
            throw new ShapeException("maxout: expected a vector of features, got %s; flatten it".formatted(in));
        }
        return Shape.of(units);
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        Parameter weight = scope.weight("weight", in.size(0), Math.multiplyExact(units, pieces), init);
        Parameter bias = scope.bias("bias", units * pieces, 0);
        return (x, pass) -> {
            int rows = x.shape().size(0);
            var z = x.tape()
                    .apply(new Affine(), x, x.tape().parameter(weight), x.tape().parameter(bias));
            return z.reshape(Shape.of(rows, units, pieces)).maxOver(-1).reshape(Shape.of(rows, units));
        };
    }
}
