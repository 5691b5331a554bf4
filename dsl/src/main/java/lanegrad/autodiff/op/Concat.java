package lanegrad.autodiff.op;

import java.util.Arrays;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * Any number of values one after another along an axis; its derivative for each is a {@link Slice}.
 *
 * @param axis the axis, below 0 counted from the end; all other sizes are equal
 */
public record Concat(int axis) implements Prepared {
    @Override
    public Shape shape(Shape... in) {
        if (in.length == 0) {
            throw new ShapeException("expected at least one value, got none");
        }
        int size = 0;
        for (Shape part : in) {
            int length = Axis.of(part, axis).size();
            if (part.rank() != in[0].rank() || !part.with(axis, 0).equals(in[0].with(axis, 0))) {
                throw new ShapeException("%s and %s differ elsewhere than along axis %d; reshape or slice one of them"
                        .formatted(in[0], part, axis));
            }
            size += length;
        }
        return in[0].with(axis, size);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        Axis all = Axis.of(shape(shapes), axis);
        int from = 0;
        for (int i = 0; i < in.length; i++) {
            from = copy(in[i], Axis.of(shapes[i], axis), out, from, all);
        }
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        Axis all = Axis.of(out.shape(), axis);
        Axis[] parts =
                Arrays.stream(in).map(part -> Axis.of(part.shape(), axis)).toArray(Axis[]::new);
        return () -> {
            int from = 0;
            for (int i = 0; i < in.length; i++) {
                from = copy(in[i].data(), parts[i], out.data(), from, all);
            }
        };
    }

    /** Puts a part, of floats or of doubles, in its place and says where the next one begins. */
    @SuppressWarnings("SuspiciousSystemArraycopy")
    private static int copy(Object in, Axis part, Object out, int from, Axis all) {
        for (int o = 0; o < part.outer(); o++) {
            System.arraycopy(in, part.at(o, 0), out, all.at(o, from), part.size() * part.inner());
        }
        return from + part.size();
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        int from = 0;
        for (int i = 0; i < input; i++) {
            from += in[i].shape().size(axis);
        }
        return gradient.slice(axis, from, from + in[input].shape().size(axis));
    }
}
