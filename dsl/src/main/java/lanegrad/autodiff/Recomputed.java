package lanegrad.autodiff;

import java.util.List;
import java.util.function.Supplier;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The result of a piece of a program, followed by what the piece read; its derivative is that of the piece recorded once
 * more, so that nothing needs the first recording's inner values.
 *
 * @param piece records it
 */
record Recomputed(Supplier<Var> piece) implements Op {
    @Override
    public Shape shape(Shape... in) {
        return in[0];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        System.arraycopy(in[0], 0, out, 0, out.length);
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        System.arraycopy(in[0].data(), 0, out.data(), 0, out.count());
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    /** The piece recorded once more for a gradient; nothing of it is kept for another. */
    Var again(Var out, Var gradient) {
        return out.tape().again(List.of(Sections.AGAIN, out.id(), gradient.id()), piece);
    }

    /** It has no share of its own: {@link ReverseWalk} goes through the piece. */
    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        throw new IllegalStateException(name() + ": its derivative is that of its piece");
    }

    /** Forward mode goes with the first recording, through the result. */
    @Override
    public @Nullable Var jvp(int input, Var[] in, Var out, Var tangent) {
        return input == 0 ? tangent : null;
    }

    @Override
    public String toString() {
        return "Recomputed";
    }
}
