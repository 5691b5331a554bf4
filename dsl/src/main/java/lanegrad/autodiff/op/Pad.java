package lanegrad.autodiff.op;

import java.util.Arrays;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * Zeros put before and after along an axis; its derivative is {@link Slice}.
 *
 * @param axis the axis, below 0 counted from the end
 * @param before how many are put before
 * @param after how many are put after
 */
public record Pad(int axis, int before, int after) implements Prepared {
    @Override
    public Shape shape(Shape... in) {
        if (before < 0 || after < 0) {
            throw new ShapeException("can't put %d before and %d after along axis %d of %s; expected 0 or more"
                    .formatted(before, after, axis, in[0]));
        }
        return in[0].with(axis, before + Axis.of(in[0], axis).size() + after);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        copy(in[0], Axis.of(shapes[0], axis), out, Axis.of(shape(shapes), axis));
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        Axis part = Axis.of(in[0].shape(), axis);
        Axis all = Axis.of(out.shape(), axis);
        float[] x = in[0].data();
        float[] y = out.data();
        return () -> {
            Arrays.fill(y, 0);
            copy(x, part, y, all);
        };
    }

    /** Between two arrays of floats, or of doubles. */
    @SuppressWarnings("SuspiciousSystemArraycopy")
    private void copy(Object in, Axis part, Object out, Axis all) {
        for (int o = 0; o < part.outer(); o++) {
            System.arraycopy(in, part.at(o, 0), out, all.at(o, before), part.size() * part.inner());
        }
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.slice(
                axis, before, before + Axis.of(in[0].shape(), axis).size());
    }
}
