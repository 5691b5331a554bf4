package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * The lower triangle of square matrices [.., n, n], with 0 above the diagonal, which is multiplied by a factor; its own
 * derivative.
 *
 * @param diagonal the factor of the diagonal
 */
public record LowerTriangle(float diagonal) implements Op {
    @Override
    public Shape shape(Shape... in) {
        Square.size(in[0]);
        return in[0];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int n = shapes[0].columns();
        for (int i = 0; i < out.length; i++) {
            int row = i / n % n;
            int column = i % n;
            out[i] = column < row ? in[0][i] : column == row ? diagonal * in[0][i] : 0;
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        int n = out.shape().columns();
        float[] x = in[0].data();
        float[] y = out.data();
        for (int i = 0; i < y.length; i++) {
            int row = i / n % n;
            int column = i % n;
            y[i] = column < row ? x[i] : column == row ? diagonal * x[i] : 0;
        }
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.tape().apply(this, gradient);
    }
}
