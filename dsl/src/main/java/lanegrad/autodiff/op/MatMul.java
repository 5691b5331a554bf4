package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * C = op(A) op(B): [m, k] x [k, n] -> [m, n], where op transposes or not.
 *
 * <p>With C = A B and G the gradient, A receives G B^T and B receives A^T G (Chen, Jacobian-gradient products).
 *
 * @param transposeA whether A is given as [k, m]
 * @param transposeB whether B is given as [n, k]
 */
public record MatMul(boolean transposeA, boolean transposeB) implements Op {
    @Override
    public Shape shape(Shape... in) {
        if (in[0].rank() != 2 || in[1].rank() != 2) {
            throw new ShapeException("expected two matrices, got %s and %s; reshape them".formatted(in[0], in[1]));
        }
        int inner = in[0].size(transposeA ? 0 : 1);
        if (inner != in[1].size(transposeB ? 1 : 0)) {
            throw new ShapeException("inner sizes differ: %s%s x %s%s"
                    .formatted(in[0], transposeA ? "^T" : "", in[1], transposeB ? "^T" : ""));
        }
        return Shape.of(in[0].size(transposeA ? 1 : 0), in[1].size(transposeB ? 0 : 1));
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int n = shape(shapes).size(1);
        int m = out.length / Math.max(1, n);
        int k = shapes[0].size(transposeA ? 0 : 1);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += in[0][transposeA ? p * m + i : i * k + p] * in[1][transposeB ? j * k + p : p * n + j];
                }
                out[i * n + j] = sum;
            }
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        prepare(in, out).run();
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        Matrix a = view(in[0], transposeA);
        Matrix b = view(in[1], transposeB);
        Matrix c = view(out, false);
        return () -> Gemm.multiply(a, b, c, false, Epilogue.NONE);
    }

    static Matrix view(Tensor tensor, boolean transpose) {
        Matrix matrix =
                Matrix.of(tensor.data(), tensor.shape().size(0), tensor.shape().size(1));
        return transpose ? matrix.transpose() : matrix;
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        Var other = in[1 - input];
        if (input == 0) {
            return transposeA
                    ? gradient.tape().apply(new MatMul(transposeB, true), other, gradient)
                    : gradient.tape().apply(new MatMul(false, !transposeB), gradient, other);
        }
        return transposeB
                ? gradient.tape().apply(new MatMul(true, transposeA), gradient, other)
                : gradient.tape().apply(new MatMul(!transposeA, false), other, gradient);
    }
}
