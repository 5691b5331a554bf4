package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Link;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * out_i = g_i s(t_i): the backward pass of {@link Apply}, in one sweep, where s is the slope and t what it is a function
 * of.
 *
 * @param slope s
 */
public record ApplyBackward(Pointwise slope) implements Elementwise {
    @Override
    public Shape shape(Shape... in) {
        if (!in[0].equals(in[1])) {
            throw new ShapeException(
                    "the argument %s and the gradient %s must have the same shape".formatted(in[0], in[1]));
        }
        return in[0];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = in[1][i] * slope.at(in[0][i]);
        }
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        PointwiseLoop loop = PointwiseLoop.of(slope);
        return () -> loop.backward(in[0].data(), 0, in[1].data(), 0, out.data(), 0, out.count());
    }

    @Override
    public @Nullable Link link(int input) {
        return input == 1 ? new Link.TimesSlope(slope) : null;
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        if (input == 1) {
            return gradient.tape().apply(this, in[0], gradient);
        }
        Var argument = slope.slopeOfOutput() ? in[0].map(slope) : in[0];
        return gradient.tape().apply(new ApplyBackward(slope.slope()), argument, gradient.times(in[1]));
    }

    @Override
    public String name() {
        return new Apply(slope).name() + "-times";
    }
}
