package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * y_j = z_j - log sum_k exp(z_k) along each row, exact also where softmax is 0 (Goodfellow et al., section 6.3.2).
 *
 * <p>With g the gradient, z receives g - softmax(z) sum_k g_k.
 */
public record LogSoftmax() implements Rowwise {
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
    public Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        int columns = in[0].shape().columns();
        return () -> lanegrad.kernels.rowwise.LogSoftmax.run(
                in[0].data(), from * columns, out.data(), from * columns, count, columns);
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.minus(in[0].softmax().times(gradient.sumOver(-1)));
    }
}
