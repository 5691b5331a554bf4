package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * g (sum(t) softmax(z) - t) in one pass: [m, n], [m, n], [m, 1] -> [m, n], the backward pass of {@link SoftCrossEntropy}.
 *
 * <p>Source: Chen, "p - y". With u the gradient of the output and p = softmax(z), z receives g sum(t) p (u - sum_k u_k
 * p_k), t receives g (sum_k u_k p_k - u), and g the sum of u (sum(t) p - t).
 */
public record SoftCrossEntropyGradient() implements Rowwise {
    @Override
    public Shape shape(Shape... in) {
        Shape cost = new SoftCrossEntropy().shape(in[0], in[1]);
        if (!cost.equals(in[2])) {
            throw new ShapeException("the gradient must be %s, but is %s".formatted(cost, in[2]));
        }
        return in[0];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        new Softmax().define(in, shapes, out);
        int columns = shapes[0].columns();
        for (int row = 0; row < in[2].length; row++) {
            double sum = 0;
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                sum += in[1][i];
            }
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                out[i] = in[2][row] * (sum * out[i] - in[1][i]);
            }
        }
    }

    @Override
    public Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        int columns = out.shape().columns();
        int at = from * columns;
        return () -> lanegrad.kernels.rowwise.SoftCrossEntropy.gradient(
                in[0].data(), at, in[1].data(), at, in[2].data(), from, out.data(), at, count, columns);
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        Var p = in[0].softmax();
        Shape rows = in[2].shape();
        Var sum = in[1].sumTo(rows);
        return switch (input) {
            case 0 -> new Softmax().vjp(0, in, p, gradient.times(in[2].times(sum)));
            case 1 -> gradient.times(p).sumTo(rows).minus(gradient).times(in[2]);
            default -> gradient.times(sum.times(p).minus(in[1])).sumTo(rows);
        };
    }
}
