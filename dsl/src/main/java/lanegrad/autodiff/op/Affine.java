package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/** Y = X W + b for rows X: [m, k], [k, n], [n] -> [m, n] (Liquet, Moka, Nazarathy, (5.2)), the bias added in the tile. */
public record Affine() implements Op {
    @Override
    public Shape shape(Shape... in) {
        Shape product = new MatMul(false, false).shape(in[0], in[1]);
        if (!in[2].equals(Shape.of(product.size(1)))) {
            throw new ShapeException("the bias must be [%d] for weights %s, but is %s"
                    .formatted(product.size(1), in[1], in[2]));
        }
        return product;
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        new MatMul(false, false).define(in, shapes, out);
        int n = shapes[1].size(1);
        for (int i = 0; i < out.length; i++) {
            out[i] += in[2][i % n];
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        Gemm.multiply(
                MatMul.view(in[0], false),
                MatMul.view(in[1], false),
                MatMul.view(out, false),
                false,
                Epilogue.bias(in[2].data(), 0));
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return input == 2
                ? gradient.sumTo(in[2].shape())
                : java.util.Objects.requireNonNull(new MatMul(false, false).vjp(input, in, out, gradient));
    }
}
