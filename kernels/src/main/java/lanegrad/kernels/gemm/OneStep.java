package lanegrad.kernels.gemm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;

/**
 * A column times a row, C = a b, such as the gradient of weights for a single example: nothing is summed, so there is
 * nothing to keep in registers but the row, four vectors at a time.
 */
final class OneStep {
    private OneStep() {}

    /** Whether it is the faster way to compute the product. */
    static boolean suits(Product x) {
        return x.steps == 1 && !x.accumulate && x.c.right == 1 && x.b.right == 1 && !x.b.isPacked();
    }

    /** The rows from i0 to i1 and columns from j0 to j1. */
    static void multiply(Product x, int i0, int i1, int j0, int j1) {
        Operand a = x.a;
        Operand b = x.b;
        Operand c = x.c;
        int rows = i1 - i0;
        int ao = a.at(i0, 0);
        int j = j0;
        for (; j + 4 * LENGTH <= j1; j += 4 * LENGTH) {
            four(rows, a.data, ao, a.down, b.data, b.at(0, j), c.data, c.at(i0, j), c.down);
        }
        for (; j + LENGTH <= j1; j += LENGTH) {
            one(rows, a.data, ao, a.down, b.data, b.at(0, j), c.data, c.at(i0, j), c.down);
        }
        if (j < j1) {
            rest(rows, a.data, ao, a.down, b.data, b.at(0, j), c.data, c.at(i0, j), c.down, j1 - j);
        }
    }

    private static void four(int rows, float[] a, int ao, int as, float[] b, int bo, float[] c, int co, int cs) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector b0 = fromArray(FLOATS, b, bo);
        FloatVector b1 = fromArray(FLOATS, b, bo + LENGTH);
        FloatVector b2 = fromArray(FLOATS, b, bo + 2 * LENGTH);
        FloatVector b3 = fromArray(FLOATS, b, bo + 3 * LENGTH);
        for (int i = 0, from = ao, to = co; i < rows; i++, from += as, to += cs) {
            FloatVector x = broadcast(FLOATS, a[from]);
            x.fma(b0, zero).intoArray(c, to);
            x.fma(b1, zero).intoArray(c, to + LENGTH);
            x.fma(b2, zero).intoArray(c, to + 2 * LENGTH);
            x.fma(b3, zero).intoArray(c, to + 3 * LENGTH);
        }
    }

    private static void one(int rows, float[] a, int ao, int as, float[] b, int bo, float[] c, int co, int cs) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector b0 = fromArray(FLOATS, b, bo);
        for (int i = 0, from = ao, to = co; i < rows; i++, from += as, to += cs) {
            broadcast(FLOATS, a[from]).fma(b0, zero).intoArray(c, to);
        }
    }

    /** The last columns, fewer than a vector. */
    private static void rest(int rows, float[] a, int ao, int as, float[] b, int bo, float[] c, int co, int cs, int n) {
        for (int i = 0, from = ao, to = co; i < rows; i++, from += as, to += cs) {
            for (int j = 0; j < n; j++) {
                c[to + j] = Math.fma(a[from], b[bo + j], 0);
            }
        }
    }
}
