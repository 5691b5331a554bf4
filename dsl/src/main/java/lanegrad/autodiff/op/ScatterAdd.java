package lanegrad.autodiff.op;

import java.util.Arrays;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Adds each row to the row of a table of zeros that has its number, in the rows' order: [m, ..], [m] -> [rows, ..]; its
 * derivative is {@link Gather}.
 *
 * @param rows the number of rows of the table
 */
public record ScatterAdd(int rows) implements Op {
    @Override
    public Shape shape(Shape... in) {
        if (in[0].rank() == 0 || in[1].rank() != 1 || in[0].size(0) != in[1].size(0)) {
            throw new ShapeException(
                    "expected rows [m, ..] and their numbers [m], got %s and %s".formatted(in[0], in[1]));
        }
        return in[0].with(0, rows);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int length = out.length / Math.max(1, rows);
        for (int i = 0; i < in[1].length; i++) {
            int to = Gather.row(in[1][i], i, rows) * length;
            for (int j = 0; j < length; j++) {
                out[to + j] += in[0][i * length + j];
            }
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        float[] x = in[0].data();
        float[] numbers = in[1].data();
        float[] y = out.data();
        Arrays.fill(y, 0);
        int length = y.length / Math.max(1, rows);
        for (int i = 0; i < numbers.length; i++) {
            int to = Gather.row(numbers[i], i, rows) * length;
            for (int j = 0; j < length; j++) {
                y[to + j] += x[i * length + j];
            }
        }
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        return input == 0 ? gradient.gather(in[1]) : null;
    }
}
