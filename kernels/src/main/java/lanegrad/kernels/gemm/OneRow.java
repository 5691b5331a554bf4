package lanegrad.kernels.gemm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * One row times a matrix, c = a B or c += a B, where packing B would cost more than the product.
 *
 * <p>B is read where it is, eight rows side by side, so that memory delivers it as fast as it can; c stays in the
 * first-level cache.
 */
final class OneRow {
    private OneRow() {}

    /** Whether it is the faster way to compute so many rows of the product. */
    static boolean suits(Product x, int rows) {
        return rows == 1 && x.c.right == 1 && x.b.right == 1 && !x.b.isPacked();
    }

    /** The columns from j0 to j1 of row i. */
    static void multiply(Product x, int i, int j0, int j1) {
        float[] a = x.a.data;
        float[] b = x.b.data;
        float[] c = x.c.data;
        int n = j1 - j0;
        int to = x.c.at(i, j0);
        if (!x.accumulate) {
            Arrays.fill(c, to, to + n, 0);
        }
        int p = 0;
        for (; p + 8 <= x.steps; p += 8) {
            eight(a, x.a.at(i, p), x.a.right, b, x.b.at(p, j0), x.b.down, c, to, n);
        }
        for (; p < x.steps; p++) {
            one(a[x.a.at(i, p)], b, x.b.at(p, j0), c, to, n);
        }
    }

    private static void eight(float[] a, int ao, int as, float[] b, int bo, int bs, float[] c, int co, int n) {
        float a0 = a[ao];
        float a1 = a[ao + as];
        float a2 = a[ao + 2 * as];
        float a3 = a[ao + 3 * as];
        float a4 = a[ao + 4 * as];
        float a5 = a[ao + 5 * as];
        float a6 = a[ao + 6 * as];
        float a7 = a[ao + 7 * as];
        int whole = n - n % LENGTH;
        for (int j = 0, i = bo; j < whole; j += LENGTH, i += LENGTH) {
            FloatVector sum = fromArray(FLOATS, c, co + j);
            sum = broadcast(FLOATS, a0).fma(fromArray(FLOATS, b, i), sum);
            sum = broadcast(FLOATS, a1).fma(fromArray(FLOATS, b, i + bs), sum);
            sum = broadcast(FLOATS, a2).fma(fromArray(FLOATS, b, i + 2 * bs), sum);
            sum = broadcast(FLOATS, a3).fma(fromArray(FLOATS, b, i + 3 * bs), sum);
            sum = broadcast(FLOATS, a4).fma(fromArray(FLOATS, b, i + 4 * bs), sum);
            sum = broadcast(FLOATS, a5).fma(fromArray(FLOATS, b, i + 5 * bs), sum);
            sum = broadcast(FLOATS, a6).fma(fromArray(FLOATS, b, i + 6 * bs), sum);
            sum = broadcast(FLOATS, a7).fma(fromArray(FLOATS, b, i + 7 * bs), sum);
            sum.intoArray(c, co + j);
        }
        for (int j = whole; j < n; j++) {
            float sum = c[co + j];
            for (int p = 0; p < 8; p++) {
                sum = Math.fma(a[ao + p * as], b[bo + p * bs + j], sum);
            }
            c[co + j] = sum;
        }
    }

    private static void one(float a, float[] b, int bo, float[] c, int co, int n) {
        int whole = n - n % LENGTH;
        for (int j = 0; j < whole; j += LENGTH) {
            broadcast(FLOATS, a)
                    .fma(fromArray(FLOATS, b, bo + j), fromArray(FLOATS, c, co + j))
                    .intoArray(c, co + j);
        }
        for (int j = whole; j < n; j++) {
            c[co + j] = Math.fma(a, b[bo + j], c[co + j]);
        }
    }
}
