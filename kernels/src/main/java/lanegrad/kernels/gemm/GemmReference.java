package lanegrad.kernels.gemm;

/**
 * The product by its definition, on scalars: what runs where vectors are off.
 *
 * <p>B is copied row by row, and C a row at a time, to arrays of their own: where two arrays are read from the same index,
 * C2 finds vectors by itself, which makes it seven times as fast. Each element of C is still one chain over ascending k.
 */
final class GemmReference {
    private GemmReference() {}

    /** C = A B, or C += A B when it accumulates. */
    static void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate) {
        float[][] rows = new float[b.rows()][b.cols()];
        for (int p = 0; p < b.rows(); p++) {
            for (int j = 0; j < b.cols(); j++) {
                rows[p][j] = b.data()[b.at(p, j)];
            }
        }
        float[] sums = new float[c.cols()];
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.cols(); j++) {
                sums[j] = accumulate ? c.data()[c.at(i, j)] : 0;
            }
            for (int p = 0; p < a.cols(); p++) {
                add(a.data()[a.at(i, p)], rows[p], sums);
            }
            System.arraycopy(sums, 0, c.data(), c.at(i, 0), c.cols());
        }
    }

    /** y += a x. */
    private static void add(float a, float[] x, float[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] = Math.fma(a, x[j], y[j]);
        }
    }
}
