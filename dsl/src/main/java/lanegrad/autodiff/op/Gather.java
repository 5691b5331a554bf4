package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table by their numbers, which are floats without a fraction: [n, ..], [m] -> [m, ..]; its derivative is
 * {@link ScatterAdd}.
 *
 * <p>Computing throws an {@link IllegalArgumentException} that names a number which is no row of the table.
 */
public record Gather() implements Op {
    @Override
    public Shape shape(Shape... in) {
        if (in[0].rank() == 0 || in[1].rank() != 1) {
            throw new ShapeException(
                    "expected a table [n, ..] and numbers of rows [m], got %s and %s".formatted(in[0], in[1]));
        }
        return in[0].with(0, in[1].size(0));
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int length = in[0].length / Math.max(1, shapes[0].size(0));
        for (int i = 0; i < in[1].length; i++) {
            System.arraycopy(in[0], row(in[1][i], i, shapes[0].size(0)) * length, out, i * length, length);
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        int rows = in[0].shape().size(0);
        int length = in[0].count() / Math.max(1, rows);
        float[] numbers = in[1].data();
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(in[0].data(), row(numbers[i], i, rows) * length, out.data(), i * length, length);
        }
    }

    static int row(double number, int place, int rows) {
        int row = (int) number;
        if (row != number || row < 0 || row >= rows) {
            throw new IllegalArgumentException(
                    "gather: number %d is %s; expected a whole number from 0 to %d".formatted(place, number, rows - 1));
        }
        return row;
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        int rows = in[0].shape().size(0);
        return input == 0 ? gradient.tape().apply(new ScatterAdd(rows), gradient, in[1]) : null;
    }
}
