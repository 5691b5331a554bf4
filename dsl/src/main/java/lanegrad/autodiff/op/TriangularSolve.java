package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * The X with L X = B, or L^T X = B, where L is lower triangular: [.., n, n], [.., n, m] -> [.., n, m]. What L holds above
 * its diagonal isn't read.
 *
 * <p>With G the gradient, B receives H = L^-T G and L the lower triangle of -H X^T; when transposed, B receives H = L^-1 G
 * and L the lower triangle of -X H^T. Each sum runs in double precision; sizes are meant to be small.
 *
 * @param transpose whether L^T X = B is solved
 */
public record TriangularSolve(boolean transpose) implements Op {
    @Override
    public Shape shape(Shape... in) {
        int n = Square.size(in[0]);
        boolean fits = in[1].rank() == in[0].rank() && in[1].with(-1, n).equals(in[0]);
        if (!fits) {
            throw new ShapeException("expected matrices [.., n, n] and right sides [.., n, m] with the same sizes"
                    + " before the last, got %s and %s".formatted(in[0], in[1]));
        }
        return in[1];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int n = shapes[1].size(-2);
        int m = shapes[1].size(-1);
        for (int matrix = 0; matrix < shapes[1].rows() / Math.max(1, n); matrix++) {
            for (int step = 0; step < n; step++) {
                int i = transpose ? n - 1 - step : step;
                for (int j = 0; j < m; j++) {
                    double rest = in[1][(matrix * n + i) * m + j];
                    for (int k = transpose ? i + 1 : 0; k < (transpose ? n : i); k++) {
                        rest -= in[0][matrix * n * n + (transpose ? k * n + i : i * n + k)]
                                * out[(matrix * n + k) * m + j];
                    }
                    out[(matrix * n + i) * m + j] = rest / in[0][(matrix * n + i) * n + i];
                }
            }
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        int n = out.shape().size(-2);
        int m = out.shape().size(-1);
        for (int matrix = 0; matrix < out.shape().rows() / Math.max(1, n); matrix++) {
            for (int step = 0; step < n; step++) {
                row(in, out, matrix, transpose ? n - 1 - step : step, n, m);
            }
        }
    }

    private void row(Tensor[] in, Tensor out, int matrix, int i, int n, int m) {
        float[] factor = in[0].data();
        float[] x = out.data();
        int first = matrix * n;
        for (int j = 0; j < m; j++) {
            double rest = in[1].data()[(first + i) * m + j];
            for (int k = transpose ? i + 1 : 0; k < (transpose ? n : i); k++) {
                int row = transpose ? k : i;
                int column = transpose ? i : k;
                rest -= (double) factor[(first + row) * n + column] * x[(first + k) * m + j];
            }
            x[(first + i) * m + j] = (float) (rest / factor[(first + i) * n + i]);
        }
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        Var right = in[0].solveTriangular(!transpose, gradient);
        if (input == 1) {
            return right;
        }
        Var a = transpose ? out : right;
        Var b = transpose ? right : out;
        Var product = gradient.tape().apply(new MatMul(false, true), a, b);
        return gradient.tape().apply(new LowerTriangle(1), product).unaryMinus();
    }
}
