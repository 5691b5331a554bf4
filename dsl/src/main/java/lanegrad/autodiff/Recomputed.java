package lanegrad.autodiff;

import java.util.Arrays;
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
    /** No number of a section: those of {@link Tape#recomputed} are 0 or more. */
    private static final int AGAIN = -1;

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

    /**
     * All shares are of one recording, that of the first input asked for: one walk down leaves nothing behind that a share
     * recorded later would have to keep.
     */
    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        if (input == 0) {
            return null;
        }
        Var again = out.tape().again(List.of(AGAIN, out.id(), gradient.id()), piece);
        Var[] read = Arrays.copyOfRange(in, 1, in.length);
        return Derivatives.partials(again, gradient, read).get(input - 1);
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
