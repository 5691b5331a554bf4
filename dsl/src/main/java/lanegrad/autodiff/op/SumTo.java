package lanegrad.autodiff.op;

import java.util.Arrays;
import lanegrad.autodiff.Var;
import lanegrad.kernels.rowwise.ColumnSum;
import lanegrad.kernels.rowwise.RowSum;
import lanegrad.kernels.vector.Sum;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * The sum over the axes along which the target would stretch to the input's shape: the adjoint of {@link BroadcastTo}.
 *
 * @param target the output's shape
 */
public record SumTo(Shape target) implements Prepared {
    @Override
    public Shape shape(Shape... in) {
        if (!target.broadcast(in[0]).equals(in[0])) {
            throw new ShapeException(
                    "%s can't be summed to %s; sizes of the target must be equal or 1".formatted(in[0], target));
        }
        return target;
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        Stretch stretch = new Stretch(target, shapes[0]);
        for (int i = 0; i < in[0].length; i++) {
            out[stretch.index(i)] += in[0][i];
        }
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        float[] x = in[0].data();
        float[] y = out.data();
        Shape from = in[0].shape();
        int rows = from.rows();
        if (y.length == 0) {
            return () -> {};
        }
        if (y.length == 1) {
            return () -> y[0] = Sum.of(x, 0, x.length);
        }
        if (isSuffix(from)) {
            return () -> ColumnSum.run(x, 0, y, 0, x.length / y.length, y.length);
        }
        if (y.length == rows && target.columns() == 1) {
            return () -> RowSum.run(x, 0, y, 0, rows, x.length / rows);
        }
        Stretch stretch = new Stretch(target, from);
        return () -> {
            Arrays.fill(y, 0);
            for (int i = 0; i < x.length; i++) {
                y[stretch.index(i)] += x[i];
            }
        };
    }

    /** Whether only outer axes are summed, so that the rest is one row of columns. */
    private boolean isSuffix(Shape from) {
        int axis = 1;
        while (axis <= target.rank() && target.size(-axis) == from.size(-axis)) {
            axis++;
        }
        for (int outer = axis; outer <= target.rank(); outer++) {
            if (target.size(-outer) != 1) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.broadcastTo(in[0].shape());
    }
}
