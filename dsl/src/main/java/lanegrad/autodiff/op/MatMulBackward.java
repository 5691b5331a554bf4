package lanegrad.autodiff.op;

import java.util.Arrays;
import lanegrad.autodiff.Var;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * A B s(T), element by element: the gradient that reaches a hidden layer, taken through its function while a tile of the
 * product is in cache.
 *
 * @param product A B
 * @param backward the function's backward pass with its slope s
 */
record MatMulBackward(MatMul product, ApplyBackward backward) implements Prepared {
    @Override
    public Shape shape(Shape... in) {
        return backward.shape(in[2], product.shape(in[0], in[1]));
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        product.define(in, shapes, out);
        backward.define(new double[][] {in[2], out}, shapes, out);
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        Matrix[] arguments = MatMul.views(in[2], false);
        Epilogue[] slopes = Arrays.stream(arguments)
                .map(argument -> Epilogue.NONE.slope(backward.slope(), argument))
                .toArray(Epilogue[]::new);
        return product.prepareAndFinish(in, out, slopes);
    }

    @Override
    public boolean byRows(int input, Shape... in) {
        return input == 2 ? product.byRows(0, in) : product.byRows(input, in);
    }

    @Override
    public Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        Epilogue slope = Epilogue.NONE.slope(backward.slope(), MatMul.rows(MatMul.view(in[2], false), from, count));
        return product.prepareRows(in, out, from, count, slope);
    }

    @Override
    public long flops(Shape[] in, Shape out) {
        return product.flops(in, out) + out.count();
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        Var plain = gradient.tape().apply(product, in[0], in[1]);
        return input == 2
                ? backward.vjp(0, new Var[] {in[2], plain}, out, gradient)
                : product.vjp(input, in, plain, backward.vjp(1, new Var[] {in[2], plain}, out, gradient));
    }

    @Override
    public String name() {
        return product.name() + "+" + backward.name();
    }
}
