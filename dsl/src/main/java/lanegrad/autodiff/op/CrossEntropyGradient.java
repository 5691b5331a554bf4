package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * g (softmax(z) - onehot(y)) in one pass: [m, n], [m, 1], [m, 1] -> [m, n], the backward pass of {@link CrossEntropy}.
 *
 * <p>Source: Chen, "p - y". With u the gradient of the output and p = softmax(z), z receives g p (u - sum_k u_k p_k).
 */
public record CrossEntropyGradient() implements Rowwise {
    @Override
    public Shape shape(Shape... in) {
        if (!new CrossEntropy().shape(in[0], in[1]).equals(in[2])) {
            throw new ShapeException("the gradient must be %s, but is %s".formatted(in[1], in[2]));
        }
        return in[0];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        new Softmax().define(in, shapes, out);
        int columns = shapes[0].columns();
        for (int i = 0; i < out.length; i++) {
            int row = i / columns;
            out[i] = in[2][row] * (out[i] - (i % columns == (int) in[1][row] ? 1 : 0));
        }
    }

    @Override
    public Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        int columns = out.shape().columns();
        int at = from * columns;
        return () -> lanegrad.kernels.rowwise.CrossEntropy.gradient(
                in[0].data(), at, in[1].data(), from, in[2].data(), from, out.data(), at, count, columns);
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        return switch (input) {
            case 0 -> new Softmax().vjp(0, in, in[0].softmax(), gradient.times(in[2]));
            case 2 -> {
                Var one = gradient.tape().constant(Tensor.scalar(1)).broadcastTo(in[2].shape());
                Var slope = gradient.tape().apply(this, in[0], in[1], one);
                yield slope.times(gradient).sumTo(in[2].shape());
            }
            default -> null;
        };
    }
}
