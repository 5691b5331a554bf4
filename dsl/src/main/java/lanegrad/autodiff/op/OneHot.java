package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Stretches an axis of size 1 that holds a place to one that is 1 at that place and 0 elsewhere; no derivative flows
 * through it.
 *
 * @param axis the axis, below 0 counted from the end
 * @param size the number of places
 */
public record OneHot(int axis, int size) implements Prepared {
    @Override
    public Shape shape(Shape... in) {
        if (Axis.of(in[0], axis).size() != 1) {
            throw new ShapeException("axis %d of %s must be of size 1 and hold a place".formatted(axis, in[0]));
        }
        return in[0].with(axis, size);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int inner = Axis.of(shapes[0], axis).inner();
        for (int i = 0; i < out.length; i++) {
            int place = i / inner % size;
            out[i] = in[0][i / (inner * size) * inner + i % inner] == place ? 1 : 0;
        }
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        Axis all = Axis.of(out.shape(), axis);
        float[] x = in[0].data();
        float[] y = out.data();
        return () -> {
            for (int o = 0; o < all.outer(); o++) {
                for (int i = 0; i < size; i++) {
                    int to = all.at(o, i);
                    for (int j = 0; j < all.inner(); j++) {
                        y[to + j] = x[o * all.inner() + j] == i ? 1 : 0;
                    }
                }
            }
        };
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        return null;
    }
}
