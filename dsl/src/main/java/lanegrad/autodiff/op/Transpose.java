package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/** Exchanges the last two axes: [.., m, n] -> [.., n, m]. */
public record Transpose() implements Op {
    @Override
    public Shape shape(Shape... in) {
        if (in[0].rank() < 2) {
            throw new ShapeException("expected a matrix or several, got %s; reshape it".formatted(in[0]));
        }
        return in[0].with(-2, in[0].size(-1)).with(-1, in[0].size(-2));
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int m = shapes[0].size(-2);
        int n = shapes[0].size(-1);
        for (int i = 0; i < out.length; i++) {
            int matrix = i / (m * n);
            int row = i % (m * n) / n;
            out[matrix * m * n + i % n * m + row] = in[0][i];
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        int m = in[0].shape().size(-2);
        int n = in[0].shape().size(-1);
        float[] x = in[0].data();
        float[] y = out.data();
        for (int matrix = 0; matrix < y.length; matrix += m * n) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    y[matrix + j * m + i] = x[matrix + i * n + j];
                }
            }
        }
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.transpose();
    }
}
