package lanegrad.autodiff.op;

import lanegrad.kernels.pointwise.Binary;
import lanegrad.kernels.pointwise.BinaryLoop;
import lanegrad.kernels.pointwise.Link;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** z = f(x, y) element by element, with broadcasting. */
sealed interface Pairwise extends Elementwise permits Plus, Minus, Times, Divide, Maximum, Minimum, Compare {
    /** f. */
    Binary function();

    @Override
    default Shape shape(Shape... in) {
        return in[0].broadcast(in[1]);
    }

    @Override
    default void define(double[][] in, Shape[] shapes, double[] out) {
        Stretch a = new Stretch(shapes[0], shape(shapes));
        Stretch b = new Stretch(shapes[1], shape(shapes));
        for (int i = 0; i < out.length; i++) {
            out[i] = function().at(in[0][a.index(i)], in[1][b.index(i)]);
        }
    }

    @Override
    default Link link(int input) {
        return input == 0 ? new Link.With(function()) : new Link.After(function());
    }

    @Override
    default Runnable prepare(Tensor[] in, Tensor out) {
        BinaryLoop loop = BinaryLoop.of(function());
        float[] a = in[0].data();
        float[] b = in[1].data();
        float[] z = out.data();
        if (a.length == z.length && b.length == z.length) {
            return () -> loop.apply(a, 0, b, 0, z, 0, z.length);
        }
        if (b.length == 1 && a.length == z.length) {
            return () -> loop.applyRight(a, 0, b[0], z, 0, z.length);
        }
        if (a.length == 1 && b.length == z.length) {
            return () -> loop.applyLeft(a[0], b, 0, z, 0, z.length);
        }
        return byRows(loop, in, out);
    }

    private static Runnable byRows(BinaryLoop loop, Tensor[] in, Tensor out) {
        int columns = out.shape().columns();
        Stretch left = new Stretch(in[0].shape(), out.shape());
        Stretch right = new Stretch(in[1].shape(), out.shape());
        float[] a = in[0].data();
        float[] b = in[1].data();
        float[] z = out.data();
        return () -> {
            for (int i = 0; i < z.length; i += columns) {
                if (!left.alongRow()) {
                    loop.applyLeft(a[left.index(i)], b, right.index(i), z, i, columns);
                } else if (!right.alongRow()) {
                    loop.applyRight(a, left.index(i), b[right.index(i)], z, i, columns);
                } else {
                    loop.apply(a, left.index(i), b, right.index(i), z, i, columns);
                }
            }
        };
    }
}
