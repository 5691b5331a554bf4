package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * L = -log softmax(z)_y = log sum_k exp(z_k) - z_y for each row, y being a class index: [m, n], [m, 1] -> [m, 1].
 *
 * <p>Never takes the logarithm of a probability (Goodfellow et al., (6.5); Liquet, Moka, Nazarathy, (5.20)).
 */
public record CrossEntropy() implements Rowwise {
    @Override
    public Shape shape(Shape... in) {
        if (in[0].rank() != 2 || !in[1].equals(in[0].with(1, 1))) {
            throw new ShapeException(
                    "expected logits [m, n] and class indexes [m, 1], got %s and %s".formatted(in[0], in[1]));
        }
        return in[1];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        new LogSumExp().define(in, shapes, out);
        for (int row = 0; row < out.length; row++) {
            out[row] -= in[0][row * shapes[0].columns() + (int) in[1][row]];
        }
    }

    @Override
    public Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        int columns = in[0].shape().columns();
        return () -> lanegrad.kernels.rowwise.CrossEntropy.run(
                in[0].data(), from * columns, in[1].data(), from, out.data(), from, count, columns);
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        return input == 0 ? gradient.tape().apply(new CrossEntropyGradient(), in[0], in[1], gradient) : null;
    }
}
