package lanegrad.loss;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Log;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The inverse of a full covariance matrix as B B^T, with B lower triangular and a positive diagonal softplus(a): always
 * positive definite, with a determinant that is the product of the diagonal's squares (Goodfellow et al., section 6.3.2,
 * where B is the square root of the matrix itself; its inverse needs no division).
 *
 * <p>z holds the d means, the d numbers a, and then B below the diagonal, row by row.
 *
 * @param diagonal B's [m, d]
 * @param below what is below it [m, d (d - 1) / 2]; null if there is nothing
 */
record Covariance(Var diagonal, @Nullable Var below) {
    static int units(int size) {
        return 2 * size + size * (size - 1) / 2;
    }

    /** The d for which d (d + 3) / 2 is the number of units. */
    static int size(int units) {
        return (int) Math.rint((Math.sqrt(9 + 8.0 * units) - 3) / 2);
    }

    static Covariance of(Var z, int size) {
        return new Covariance(
                z.slice(1, size, 2 * size).map(new Softplus()), size == 1 ? null : z.slice(1, 2 * size, units(size)));
    }

    /** |B^T e|^2 / 2 - sum_j log B_jj + d log(2 pi) / 2 for the error e of each row: [m, d] -> [m, 1]. */
    Var cost(Var error) {
        int size = error.shape().columns();
        Shape rows = Shape.of(error.shape().rows(), 1);
        Var whitened = diagonal.times(error);
        if (below != null) {
            Tensor from = Tensor.zeros(Shape.of(size, size * (size - 1) / 2));
            Tensor to = Tensor.zeros(Shape.of(size * (size - 1) / 2, size));
            int pair = 0;
            for (int i = 1; i < size; i++) {
                for (int j = 0; j < i; j++, pair++) {
                    from.data()[i * from.shape().columns() + pair] = 1;
                    to.data()[pair * size + j] = 1;
                }
            }
            // Each B_ij meets e_i and adds to the j-th sum: places in a matrix of 0 and 1.
            Var met = error.matmul(error.tape().constant(from)).times(below);
            whitened = whitened.plus(met.matmul(error.tape().constant(to)));
        }
        Var terms = whitened.square().minus(diagonal.map(new Log()).scale(2));
        return Gaussian.halfSquares(terms.sumTo(rows), size);
    }

    /** B for one row. */
    static double[][] factor(double[] z, int size) {
        double[][] b = new double[size][size];
        int at = 2 * size;
        for (int i = 0; i < size; i++) {
            b[i][i] = new Softplus().at(z[size + i]);
            for (int j = 0; j < i; j++) {
                b[i][j] = z[at++];
            }
        }
        return b;
    }
}
