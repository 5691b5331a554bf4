package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * The part from {@code from} up to and without {@code to} along an axis; its derivative is {@link Pad}.
 *
 * @param axis the axis, below 0 counted from the end
 * @param from the first place taken
 * @param to the place after the last
 */
public record Slice(int axis, int from, int to) implements Prepared {
    @Override
    public Shape shape(Shape... in) {
        int size = Axis.of(in[0], axis).size();
        if (from < 0 || from > to || to > size) {
            throw new ShapeException("from %d to %d is not a part of axis %d of %s; expected 0 <= from <= to <= %d"
                    .formatted(from, to, axis, in[0], size));
        }
        return in[0].with(axis, to - from);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        copy(in[0], Axis.of(shapes[0], axis), out);
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        Axis all = Axis.of(in[0].shape(), axis);
        float[] x = in[0].data();
        float[] y = out.data();
        return () -> copy(x, all, y);
    }

    /** Between two arrays of floats, or of doubles. */
    @SuppressWarnings("SuspiciousSystemArraycopy")
    private void copy(Object in, Axis all, Object out) {
        int length = (to - from) * all.inner();
        for (int o = 0; o < all.outer(); o++) {
            System.arraycopy(in, all.at(o, from), out, o * length, length);
        }
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        int size = Axis.of(in[0].shape(), axis).size();
        return gradient.tape().apply(new Pad(axis, from, size - to), gradient);
    }
}
