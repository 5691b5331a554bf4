package lanegrad.kernels.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** Random matrices inside larger arrays, and what their product must be. */
final class Products {
    private final Random random;

    Products(long seed) {
        random = new Random(seed);
    }

    /** A row-major matrix at some offset and with a gap after each row. */
    Matrix matrix(int rows, int cols) {
        int offset = random.nextInt(20);
        int stride = cols + random.nextInt(4);
        float[] data = new float[offset + rows * stride + random.nextInt(20)];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextFloat(-1, 1);
        }
        return new Matrix(data, offset, rows, cols, stride, 1);
    }

    /** A matrix that is the transpose of a row-major one. */
    Matrix transposed(int rows, int cols) {
        return matrix(cols, rows).transpose();
    }

    static Matrix copy(Matrix c) {
        return new Matrix(c.data().clone(), c.offset(), c.rows(), c.cols(), c.rowStride(), c.colStride());
    }

    static void fill(Matrix c, float value) {
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.cols(); j++) {
                c.data()[c.at(i, j)] = value;
            }
        }
    }

    /** The law: each element is one chain of fused multiply-adds over ascending k. */
    static void law(Matrix a, Matrix b, Matrix c, boolean accumulate) {
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.cols(); j++) {
                float sum = accumulate ? c.data()[c.at(i, j)] : 0;
                for (int p = 0; p < a.cols(); p++) {
                    sum = Math.fma(a.data()[a.at(i, p)], b.data()[b.at(p, j)], sum);
                }
                c.data()[c.at(i, j)] = sum;
            }
        }
    }

    /** Multiplies, and checks the whole array of C, which holds guards around and between its rows. */
    static void check(Matrix a, Matrix b, Matrix c, boolean accumulate) {
        Matrix expected = copy(c);
        law(a, b, expected, accumulate);
        if (!accumulate) {
            fill(c, Float.NaN);
        }
        Gemm.multiply(a, b, c, accumulate, Epilogue.NONE);
        assertThat(c.data())
                .as("%s times %s, accumulate %s", a.shape(), b.shape(), accumulate)
                .isEqualTo(expected.data());
    }
}
