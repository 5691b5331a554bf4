package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * L = -sum_k t_k log softmax(z)_k for each row, t being the probabilities of the classes: [m, n], [m, n] -> [m, 1].
 *
 * <p>What no probability falls on counts nothing (Goodfellow et al., (3.51), section 6.3.2: a soft target).
 */
public record SoftCrossEntropy() implements Rowwise {
    @Override
    public Shape shape(Shape... in) {
        if (in[0].rank() != 2 || in[0].columns() == 0 || !in[1].equals(in[0])) {
            throw new ShapeException(
                    "expected logits [m, n] and as many probabilities, got %s and %s".formatted(in[0], in[1]));
        }
        return in[0].with(1, 1);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        double[] logs = new double[out.length];
        new LogSumExp().define(in, shapes, logs);
        int columns = shapes[0].columns();
        for (int row = 0; row < out.length; row++) {
            out[row] = 0;
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                out[row] += in[1][i] == 0 ? 0 : in[1][i] * (logs[row] - in[0][i]);
            }
        }
    }

    @Override
    public Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        int columns = in[0].shape().columns();
        int at = from * columns;
        return () -> lanegrad.kernels.rowwise.SoftCrossEntropy.run(
                in[0].data(), at, in[1].data(), at, out.data(), from, count, columns);
    }

    @Override
    public long flops(Shape[] in, Shape out) {
        return 3L * in[0].count();
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return input == 0
                ? gradient.tape().apply(new SoftCrossEntropyGradient(), in[0], in[1], gradient)
                : gradient.times(in[0].logSoftmax()).scale(-1);
    }
}
