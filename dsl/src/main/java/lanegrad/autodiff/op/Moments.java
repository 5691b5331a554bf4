package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.kernels.rowwise.ColumnMoments;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * The mean of each column, and below it the variance, the mean squared distance from it: [m, n] -> [2, n] (Liquet, Moka,
 * Nazarathy, (5.38)).
 *
 * <p>With u and w the two rows of the gradient, x receives (u + 2 (x - mean) w) / m.
 */
public record Moments() implements Op {
    @Override
    public Shape shape(Shape... in) {
        if (in[0].rank() != 2 || in[0].rows() == 0) {
            throw new ShapeException("expected a matrix of at least one row, got " + in[0]);
        }
        return in[0].with(0, 2);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int m = shapes[0].rows();
        int n = shapes[0].columns();
        for (int j = 0; j < n; j++) {
            out[j] = 0;
            out[n + j] = 0;
            for (int i = 0; i < m; i++) {
                out[j] += in[0][i * n + j] / m;
            }
            for (int i = 0; i < m; i++) {
                double distance = in[0][i * n + j] - out[j];
                out[n + j] += distance * distance / m;
            }
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        Shape shape = in[0].shape();
        int n = shape.columns();
        ColumnMoments.run(in[0].data(), 0, out.data(), 0, out.data(), n, shape.rows(), n);
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        Var centred = in[0].minus(out.slice(0, 0, 1));
        Var sum = gradient.slice(0, 0, 1).plus(centred.scale(2).times(gradient.slice(0, 1, 2)));
        return sum.scale(1f / in[0].shape().rows());
    }
}
