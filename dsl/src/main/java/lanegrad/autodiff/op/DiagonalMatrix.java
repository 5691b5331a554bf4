package lanegrad.autodiff.op;

import java.util.Arrays;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/** Matrices with these diagonals and 0 elsewhere: [.., n, 1] -> [.., n, n]; its derivative is {@link Diagonal}. */
public record DiagonalMatrix() implements Op {
    @Override
    public Shape shape(Shape... in) {
        if (in[0].rank() < 2 || in[0].columns() != 1) {
            throw new ShapeException("expected diagonals as columns [.., n, 1], got " + in[0]);
        }
        return in[0].with(-1, in[0].size(-2));
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int n = shapes[0].size(-2);
        for (int i = 0; i < in[0].length; i++) {
            out[i * n + i % n] = in[0][i];
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        int n = out.shape().columns();
        Arrays.fill(out.data(), 0);
        for (int i = 0; i < in[0].count(); i++) {
            out.data()[i * n + i % n] = in[0].data()[i];
        }
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.diagonal();
    }
}
