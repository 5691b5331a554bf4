package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The place of the greatest along an axis, which is left with size 1: the first of equals, and the first that is not a
 * number, if any; no derivative flows through it.
 *
 * @param axis the axis, below 0 counted from the end
 */
public record ArgMax(int axis) implements Prepared {
    @Override
    public Shape shape(Shape... in) {
        return new Max(axis).shape(in);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        Axis all = Axis.of(shapes[0], axis);
        for (int k = 0; k < out.length; k++) {
            int first = all.at(k / all.inner(), 0) + k % all.inner();
            int place = 0;
            for (int i = 1; i < all.size(); i++) {
                double greatest = in[0][first + place * all.inner()];
                double next = in[0][first + i * all.inner()];
                if (next > greatest || (Double.isNaN(next) && !Double.isNaN(greatest))) {
                    place = i;
                }
            }
            out[k] = place;
        }
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        Axis all = Axis.of(in[0].shape(), axis);
        float[] x = in[0].data();
        float[] y = out.data();
        if (all.inner() == 1) {
            return () -> lanegrad.kernels.rowwise.ArgMax.run(x, 0, y, 0, all.outer(), all.size());
        }
        return () -> {
            for (int k = 0; k < y.length; k++) {
                y[k] = first(x, all.at(k / all.inner(), 0) + k % all.inner(), all);
            }
        };
    }

    private static int first(float[] x, int from, Axis all) {
        int place = 0;
        float greatest = x[from];
        for (int i = 1; i < all.size() && !Float.isNaN(greatest); i++) {
            float next = x[from + i * all.inner()];
            if (next > greatest || Float.isNaN(next)) {
                greatest = next;
                place = i;
            }
        }
        return place;
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        return null;
    }
}
