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
 * <p>B is read where it is. One that lies in a cache is read four vectors of columns from top to bottom, whose sums stay
 * in registers; a larger one eight rows side by side, so that memory delivers it as fast as it can.
 */
final class OneRow {
    /** The floats of a matrix that is read column by column: half of a second-level cache. */
    private static final int CACHED = 1 << 17;

    /** Of columns that are fewer than a vector. */
    private final float[] sums = new float[LENGTH];

    /** Whether it is the faster way to compute so many rows of the product. */
    static boolean suits(Product x, int rows) {
        return rows == 1 && x.c.right == 1 && x.b.right == 1 && !x.b.isPacked();
    }

    /** The columns from j0 to j1 of row i. */
    void multiply(Product x, int i, int j0, int j1) {
        float[] a = x.a.data;
        float[] b = x.b.data;
        float[] c = x.c.data;
        int k = x.steps;
        int n = j1 - j0;
        int ao = x.a.at(i, 0);
        int as = x.a.right;
        int bo = x.b.at(0, j0);
        int bs = x.b.down;
        int co = x.c.at(i, j0);
        if (!x.accumulate) {
            Arrays.fill(c, co, co + n, 0);
        }
        int whole = n - n % LENGTH;
        int j = 0;
        if ((long) k * n > CACHED) {
            int p = 0;
            for (; p + 8 <= k && whole > 0; p += 8) {
                eight(a, ao + p * as, as, b, bo + p * bs, bs, c, co, whole);
            }
            for (; j < whole; j += LENGTH) {
                one(k - p, a, ao + p * as, as, b, bo + p * bs + j, bs, c, co + j);
            }
        }
        for (; j + 4 * LENGTH <= whole; j += 4 * LENGTH) {
            four(k, a, ao, as, b, bo + j, bs, c, co + j);
        }
        for (; j < whole; j += LENGTH) {
            one(k, a, ao, as, b, bo + j, bs, c, co + j);
        }
        if (whole < n) {
            rest(k, a, ao, as, b, bo + whole, bs, c, co + whole, n - whole);
        }
    }

    private static void four(int k, float[] a, int ao, int as, float[] b, int bo, int bs, float[] c, int co) {
        FloatVector c0 = fromArray(FLOATS, c, co);
        FloatVector c1 = fromArray(FLOATS, c, co + LENGTH);
        FloatVector c2 = fromArray(FLOATS, c, co + 2 * LENGTH);
        FloatVector c3 = fromArray(FLOATS, c, co + 3 * LENGTH);
        for (int p = 0, i = ao, j = bo; p < k; p++, i += as, j += bs) {
            FloatVector x = broadcast(FLOATS, a[i]);
            c0 = x.fma(fromArray(FLOATS, b, j), c0);
            c1 = x.fma(fromArray(FLOATS, b, j + LENGTH), c1);
            c2 = x.fma(fromArray(FLOATS, b, j + 2 * LENGTH), c2);
            c3 = x.fma(fromArray(FLOATS, b, j + 3 * LENGTH), c3);
        }
        c0.intoArray(c, co);
        c1.intoArray(c, co + LENGTH);
        c2.intoArray(c, co + 2 * LENGTH);
        c3.intoArray(c, co + 3 * LENGTH);
    }

    private static void one(int k, float[] a, int ao, int as, float[] b, int bo, int bs, float[] c, int co) {
        FloatVector sum = fromArray(FLOATS, c, co);
        for (int p = 0, i = ao, j = bo; p < k; p++, i += as, j += bs) {
            sum = broadcast(FLOATS, a[i]).fma(fromArray(FLOATS, b, j), sum);
        }
        sum.intoArray(c, co);
    }

    /** The last columns, fewer than a vector: what lies beside them is read along, as long as there is anything. */
    private void rest(int k, float[] a, int ao, int as, float[] b, int bo, int bs, float[] c, int co, int n) {
        int beside = b.length - bo - LENGTH;
        int rows = n < 4 || bs < 1 || beside < 0 ? 0 : Math.min(k, beside / bs + 1);
        if (rows > 0) {
            System.arraycopy(c, co, sums, 0, n);
            one(rows, a, ao, as, b, bo, bs, sums, 0);
            System.arraycopy(sums, 0, c, co, n);
        }
        for (int j = 0; j < n; j++) {
            float sum = c[co + j];
            for (int p = rows; p < k; p++) {
                sum = Math.fma(a[ao + p * as], b[bo + p * bs + j], sum);
            }
            c[co + j] = sum;
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
        for (int j = 0, i = bo; j < n; j += LENGTH, i += LENGTH) {
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
    }
}
