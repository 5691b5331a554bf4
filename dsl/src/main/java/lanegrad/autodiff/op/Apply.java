package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Link;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * y_i = f(x_i).
 *
 * @param function f
 */
public record Apply(Pointwise function) implements Elementwise {
    private static final Polynomial SQUARE = new Polynomial(0, 0, 1);

    @Override
    public Shape shape(Shape... in) {
        return in[0];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = function.at(in[0][i]);
        }
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        PointwiseLoop loop = PointwiseLoop.of(function);
        return () -> loop.apply(in[0].data(), 0, out.data(), 0, out.count());
    }

    @Override
    public @Nullable Link link(int input) {
        return input == 0 ? new Link.Alone(function) : null;
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        if (function.slope() instanceof Polynomial slope && slope.coefficients().length == 1) {
            // A line's slope needs no argument, and what is constant then stays so.
            float factor = slope.coefficients()[0];
            return factor == 1 ? gradient : gradient.scale(factor);
        }
        Var argument = function.slopeOfOutput() ? out : in[0];
        return gradient.tape().apply(new ApplyBackward(function.slope()), argument, gradient);
    }

    /** Some polynomials have the name of what records them. */
    @Override
    public String name() {
        if (function.equals(SQUARE)) {
            return "square";
        }
        if (function instanceof Polynomial line && line.coefficients().length == 2 && line.at(0f) == 0) {
            return "scale";
        }
        return Op.kebab(function.getClass().getSimpleName());
    }
}
