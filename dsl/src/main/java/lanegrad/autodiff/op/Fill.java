package lanegrad.autodiff.op;

import java.util.Arrays;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One number everywhere, from no input; unlike a constant leaf it is shared and takes no memory before it is needed.
 *
 * @param value the number
 * @param target the output's shape
 */
public record Fill(float value, Shape target) implements Op {
    /** The number 0, of shape []. */
    static Var zero(Tape tape) {
        return tape.apply(new Fill(0, Shape.SCALAR));
    }

    @Override
    public Shape shape(Shape... in) {
        return target;
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        Arrays.fill(out, value);
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        Arrays.fill(out.data(), value);
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        return null;
    }

    @Override
    public String name() {
        return "fill " + value;
    }
}
