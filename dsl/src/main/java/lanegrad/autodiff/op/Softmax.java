package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * p_j = exp(z_j) / sum_k exp(z_k) along each row (Goodfellow et al., section 6.3.2; Liquet, Moka, Nazarathy, (5.19)).
 *
 * <p>With g the gradient, z receives p (g - sum_k g_k p_k).
 */
public record Softmax() implements Rowwise {
    @Override
    public Shape shape(Shape... in) {
        return new LogSoftmax().shape(in);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        new LogSoftmax().define(in, shapes, out);
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.exp(out[i]);
        }
    }

    @Override
    public Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        int columns = in[0].shape().columns();
        return () -> lanegrad.kernels.rowwise.Softmax.run(
                in[0].data(), from * columns, out.data(), from * columns, count, columns);
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        Var weighted = gradient.times(out);
        Var rowSums = weighted.sumTo(out.shape().with(-1, 1));
        return weighted.minus(rowSums.times(out));
    }
}
