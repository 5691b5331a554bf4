package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** The diagonals of square matrices: [.., n, n] -> [.., n, 1]; its derivative is {@link DiagonalMatrix}. */
public record Diagonal() implements Op {
    @Override
    public Shape shape(Shape... in) {
        Square.size(in[0]);
        return in[0].with(-1, 1);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int n = shapes[0].columns();
        for (int i = 0; i < out.length; i++) {
            out[i] = in[0][i * n + i % n];
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        int n = in[0].shape().columns();
        for (int i = 0; i < out.count(); i++) {
            out.data()[i] = in[0].data()[i * n + i % n];
        }
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.tape().apply(new DiagonalMatrix(), gradient);
    }
}
