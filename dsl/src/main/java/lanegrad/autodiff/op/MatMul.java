package lanegrad.autodiff.op;

import java.util.Arrays;
import lanegrad.autodiff.InStrips;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.RightFactor;
import lanegrad.autodiff.Var;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Factor;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * C = op(A) op(B): [.., m, k] x [.., k, n] -> [.., m, n], where op transposes the last two axes or not; the axes before
 * them are the same in both and count matrices.
 *
 * <p>With C = A B and G the gradient, A receives G B^T and B receives A^T G (Chen, Jacobian-gradient products).
 *
 * @param transposeA whether A is given as [k, m]
 * @param transposeB whether B is given as [n, k]
 */
public record MatMul(boolean transposeA, boolean transposeB) implements RightFactor, InStrips, Prepared {
    @Override
    public Shape shape(Shape... in) {
        if (in[0].rank() < 2 || in[1].rank() < 2) {
            throw new ShapeException("expected two matrices, got %s and %s; reshape them".formatted(in[0], in[1]));
        }
        int inner = in[0].size(transposeA ? -2 : -1);
        if (inner != in[1].size(transposeB ? -1 : -2)) {
            throw new ShapeException("inner sizes differ: %s%s x %s%s"
                    .formatted(in[0], transposeA ? "^T" : "", in[1], transposeB ? "^T" : ""));
        }
        if (!outer(in[0]).equals(outer(in[1]))) {
            throw new ShapeException(
                    "the axes before the last two differ: %s x %s; broadcast one of them".formatted(in[0], in[1]));
        }
        return in[0].with(-2, in[0].size(transposeA ? -1 : -2)).with(-1, in[1].size(transposeB ? -2 : -1));
    }

    private static Shape outer(Shape shape) {
        return shape.with(-1, 1).with(-2, 1);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        Shape shape = shape(shapes);
        int m = shape.size(-2);
        int n = shape.size(-1);
        int k = shapes[0].size(transposeA ? -2 : -1);
        for (int c = 0; c < out.length; c++) {
            int matrix = c / (m * n);
            int i = c % (m * n) / n;
            int j = c % n;
            int a = matrix * m * k;
            int b = matrix * k * n;
            double sum = 0;
            for (int p = 0; p < k; p++) {
                sum += in[0][a + (transposeA ? p * m + i : i * k + p)]
                        * in[1][b + (transposeB ? j * k + p : p * n + j)];
            }
            out[c] = sum;
        }
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        Epilogue[] nothing = new Epilogue[matrices(out)];
        Arrays.fill(nothing, Epilogue.NONE);
        return prepareAndFinish(in, out, nothing);
    }

    @Override
    public @Nullable Matrix right(Tensor given) {
        return given.shape().rank() == 2 ? view(given, transposeB) : null;
    }

    @Override
    public Runnable prepareWith(Factor right, Tensor[] in, Tensor out) {
        Matrix a = view(in[0], transposeA);
        Matrix c = view(out, false);
        return Gemm.prepare(a, right, c, Epilogue.NONE);
    }

    /** The same with what is done to each product while it is in cache. */
    Runnable prepareAndFinish(Tensor[] in, Tensor out, Epilogue... then) {
        Matrix[] a = views(in[0], transposeA);
        Matrix[] b = views(in[1], transposeB);
        Matrix[] c = views(out, false);
        Runnable[] products = new Runnable[c.length];
        for (int i = 0; i < c.length; i++) {
            products[i] = Gemm.prepare(a[i], b[i], c[i], then[i]);
        }
        return () -> {
            for (Runnable product : products) {
                product.run();
            }
        };
    }

    @Override
    public boolean byRows(int input, Shape... in) {
        return input == 0 && !transposeA && in[0].rank() == 2;
    }

    @Override
    public Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        return prepareRows(in, out, from, count, Epilogue.NONE);
    }

    /** The same with what is done to these rows of the product while they are in cache. */
    Runnable prepareRows(Tensor[] in, Tensor out, int from, int count, Epilogue then) {
        Matrix a = rows(view(in[0], false), from, count);
        Matrix b = view(in[1], transposeB);
        Matrix c = rows(view(out, false), from, count);
        return Gemm.prepare(a, b, c, then);
    }

    @Override
    public boolean isInStrips(Shape... in) {
        return in[0].rank() == 2;
    }

    @Override
    public Strips prepareStrips(Tensor[] in, int rows) {
        return ProductStrips.of(view(in[0], transposeA), view(in[1], transposeB), rows);
    }

    @Override
    public @Nullable Op then(Op next, int input) {
        return next instanceof ApplyBackward backward && input == 1 ? new MatMulBackward(this, backward) : null;
    }

    static int matrices(Tensor tensor) {
        return tensor.shape().with(-2, 1).with(-1, 1).count();
    }

    static Matrix[] views(Tensor tensor, boolean transpose) {
        int m = tensor.shape().size(-2);
        int n = tensor.shape().size(-1);
        Matrix[] views = new Matrix[matrices(tensor)];
        for (int i = 0; i < views.length; i++) {
            Matrix matrix = Matrix.of(tensor.data(), i * m * n, m, n);
            views[i] = transpose ? matrix.transpose() : matrix;
        }
        return views;
    }

    @Override
    public long flops(Shape[] in, Shape out) {
        return 2L * out.count() * in[0].size(transposeA ? -2 : -1);
    }

    /** A sum of k products is at most k times the square of the largest factor, and a little for rounding. */
    @Override
    public float limit(Shape... in) {
        return (float) Math.sqrt(Float.MAX_VALUE / 4 / in[0].size(transposeA ? -2 : -1));
    }

    static Matrix view(Tensor tensor, boolean transpose) {
        Matrix matrix =
                Matrix.of(tensor.data(), tensor.shape().size(0), tensor.shape().size(1));
        return transpose ? matrix.transpose() : matrix;
    }

    /** Some rows of a matrix. */
    static Matrix rows(Matrix x, int from, int count) {
        return x.part(from, from + count, 0, x.cols());
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
