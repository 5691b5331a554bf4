package lanegrad.kernels.gemm;

import java.util.Arrays;

/**
 * The product by its definition, on scalars: what runs where vectors are off, and what the kernels are tested against.
 *
 * <p>The order i, p, j reads B and C along their rows; each element of C is still one chain over ascending p.
 */
final class GemmReference {
    private GemmReference() {}

    /** C = A B, or C += A B when it accumulates. */
    static void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate) {
        for (int i = 0; i < c.rows(); i++) {
            int row = c.at(i, 0);
            if (!accumulate) {
                Arrays.fill(c.data(), row, row + c.cols(), 0);
            }
            for (int p = 0; p < a.cols(); p++) {
                axpy(a.data()[a.at(i, p)], b.data(), b.at(p, 0), b.colStride(), c.data(), row, c.cols());
            }
        }
    }

    private static void axpy(float x, float[] b, int bo, int stride, float[] c, int co, int n) {
        for (int j = 0; j < n; j++) {
            c[co + j] = Math.fma(x, b[bo + j * stride], c[co + j]);
        }
    }
}
