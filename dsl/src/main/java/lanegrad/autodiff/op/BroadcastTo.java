package lanegrad.autodiff.op;

import java.util.Arrays;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * Stretches sizes of 1 and missing outer axes; its derivative is {@link SumTo}.
 *
 * @param target the output's shape
 */
public record BroadcastTo(Shape target) implements Prepared {
    @Override
    public Shape shape(Shape... in) {
        if (!in[0].broadcast(target).equals(target)) {
            throw new ShapeException("%s can't be stretched to %s; sizes must be equal or 1".formatted(in[0], target));
        }
        return target;
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        Stretch stretch = new Stretch(shapes[0], target);
        for (int i = 0; i < out.length; i++) {
            out[i] = in[0][stretch.index(i)];
        }
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        Stretch stretch = new Stretch(in[0].shape(), target);
        int columns = target.columns();
        float[] x = in[0].data();
        float[] y = out.data();
        if (x.length == 1) {
            return () -> Arrays.fill(y, x[0]);
        }
        return () -> {
            for (int i = 0; i < y.length; i += columns) {
                if (stretch.alongRow()) {
                    System.arraycopy(x, stretch.index(i), y, i, columns);
                } else {
                    Arrays.fill(y, i, i + columns, x[stretch.index(i)]);
                }
            }
        };
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.sumTo(in[0].shape());
    }
}
