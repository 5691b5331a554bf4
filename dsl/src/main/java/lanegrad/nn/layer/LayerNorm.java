package lanegrad.nn.layer;

import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.op.Normalise;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;

/**
 * Layer normalisation (Ba, Kiros, Hinton, 2016): each example less its own mean and over its own standard deviation, then
 * scaled and shifted, gamma (x - m) / sqrt(v + epsilon) + beta. Training and prediction do the same.
 *
 * @param epsilon keeps the divisor above 0
 */
public record LayerNorm(double epsilon) implements LayerSpec {
    /**
     * Checks epsilon.
     *
     * @throws IllegalArgumentException if epsilon isn't above 0
     */
    public LayerNorm {
        Require.above("layer-norm: epsilon", 0, epsilon);
    }

    /** An epsilon of 1e-5. */
    public LayerNorm() {
        this(1e-5);
    }

    @Override
    public Shape shape(Shape in) {
        return in;
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        int units = in.size(-1);
        Parameter gamma = scope.bias("gamma", units, 1);
        Parameter beta = scope.bias("beta", units, 0);
        return (x, pass) -> x.tape()
                .apply(
                        new Normalise(true, epsilon),
                        x,
                        x.tape().parameter(gamma),
                        x.tape().parameter(beta));
    }
}
