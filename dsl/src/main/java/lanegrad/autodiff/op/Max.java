package lanegrad.autodiff.op;

import java.util.Arrays;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * The greatest along an axis, which is left with size 1; the derivative flows to the first of equals.
 *
 * <p>What is not a number is the greatest, as in NumPy and PyTorch.
 *
 * @param axis the axis, below 0 counted from the end
 */
public record Max(int axis) implements Prepared {
    @Override
    public Shape shape(Shape... in) {
        if (Axis.of(in[0], axis).size() == 0) {
            throw new ShapeException("axis %d of %s is empty and has no greatest".formatted(axis, in[0]));
        }
        return in[0].with(axis, 1);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        Axis all = Axis.of(shapes[0], axis);
        Arrays.fill(out, Double.NEGATIVE_INFINITY);
        for (int o = 0; o < all.outer(); o++) {
            for (int i = 0; i < all.size(); i++) {
                for (int j = 0; j < all.inner(); j++) {
                    out[o * all.inner() + j] = Math.max(out[o * all.inner() + j], in[0][all.at(o, i) + j]);
                }
            }
        }
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        Axis all = Axis.of(in[0].shape(), axis);
        float[] x = in[0].data();
        float[] y = out.data();
        return () -> {
            Arrays.fill(y, Float.NEGATIVE_INFINITY);
            for (int o = 0; o < all.outer(); o++) {
                int to = o * all.inner();
                for (int i = 0; i < all.size(); i++) {
                    int from = all.at(o, i);
                    for (int j = 0; j < all.inner(); j++) {
                        y[to + j] = Math.max(y[to + j], x[from + j]);
                    }
                }
            }
        };
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        int size = Axis.of(in[0].shape(), axis).size();
        Var path = in[0].argMaxOver(axis).oneHot(axis, size);
        return path.where(gradient, Fill.zero(gradient.tape()));
    }
}
