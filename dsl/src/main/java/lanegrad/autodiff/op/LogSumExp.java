package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/** log sum_k exp(z_k) of each row, without overflow: [.., n] -> [.., 1]; its derivative is {@link Softmax}. */
public record LogSumExp() implements Rowwise {
    @Override
    public Shape shape(Shape... in) {
        if (in[0].rank() == 0 || in[0].columns() == 0) {
            throw new ShapeException("expected rows of at least one column, got " + in[0]);
        }
        return in[0].with(-1, 1);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int columns = shapes[0].columns();
        for (int row = 0; row < out.length; row++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < columns; j++) {
                largest = Math.max(largest, in[0][row * columns + j]);
            }
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += Math.exp(in[0][row * columns + j] - largest);
            }
            out[row] = largest + Math.log(sum);
        }
    }

    @Override
    public Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        int columns = in[0].shape().columns();
        return () ->
                lanegrad.kernels.rowwise.LogSumExp.run(in[0].data(), from * columns, out.data(), from, count, columns);
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return in[0].softmax().times(gradient);
    }
}
