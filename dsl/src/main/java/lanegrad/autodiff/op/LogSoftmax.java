package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * y_j = z_j - log sum_k exp(z_k) along each row, exact also where softmax is 0 (Goodfellow et al., section 6.3.2).
 *
 * <p>With g the gradient, z receives g - softmax(z) sum_k g_k.
 */
public record LogSoftmax() implements Op {
    @Override
    public Shape shape(Shape... in) {
        new LogSumExp().shape(in);
        return in[0];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int columns = shapes[0].columns();
        double[] logSumExp = new double[shapes[0].rows()];
        new LogSumExp().define(in, shapes, logSumExp);
        for (int i = 0; i < out.length; i++) {
            out[i] = in[0][i] - logSumExp[i / columns];
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        Shape shape = out.shape();
        lanegrad.kernels.rowwise.LogSoftmax.run(in[0].data(), 0, out.data(), 0, shape.rows(), shape.columns());
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.minus(in[0].softmax().times(gradient.sumOver(-1)));
    }
}
