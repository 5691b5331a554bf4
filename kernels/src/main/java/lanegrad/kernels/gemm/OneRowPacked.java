package lanegrad.kernels.gemm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;

/**
 * One row times a packed matrix, whose panels memory delivers as fast as it can: each is one stream, which a core that
 * has other columns doesn't disturb. Four panels are read side by side, since the sums of one wait for each other.
 */
final class OneRowPacked {
    private static final int NR = Blocking.NR;

    /** A panel's sums, of which the last columns may not be in C. */
    private final float[] sums = new float[NR];

    /** Whether it is the way to compute so many rows of the product. */
    static boolean suits(Product x, int rows) {
        return rows == 1 && x.b.isPacked();
    }

    /** The columns from j0 to j1 of row i. */
    void multiply(Product x, int i, int j0, int j1) {
        float[] a = x.a.data;
        float[] b = x.b.data;
        float[] c = x.c.data;
        int ao = x.a.at(i, 0);
        int as = x.a.right;
        int j = j0;
        for (; j + 4 * NR <= j1; j += 4 * NR) {
            int co = x.c.at(i, j);
            four(x.steps, a, ao, as, b, x.b.at(0, j), x.b.at(0, NR) - x.b.at(0, 0), c, co, x.accumulate);
        }
        for (; j < j1; j += NR) {
            int co = x.c.at(i, j);
            int width = Math.min(NR, j1 - j);
            if (x.accumulate) {
                System.arraycopy(c, co, sums, 0, width);
            }
            one(x.steps, a, ao, as, b, x.b.at(0, j), sums, x.accumulate);
            System.arraycopy(sums, 0, c, co, width);
        }
    }

    private static void four(
            int k, float[] a, int ao, int as, float[] b, int bo, int panel, float[] c, int co, boolean goesOn) {
        FloatVector c0 = begin(c, co, goesOn);
        FloatVector c1 = begin(c, co + LENGTH, goesOn);
        FloatVector c2 = begin(c, co + 2 * LENGTH, goesOn);
        FloatVector c3 = begin(c, co + 3 * LENGTH, goesOn);
        FloatVector c4 = begin(c, co + 4 * LENGTH, goesOn);
        FloatVector c5 = begin(c, co + 5 * LENGTH, goesOn);
        FloatVector c6 = begin(c, co + 6 * LENGTH, goesOn);
        FloatVector c7 = begin(c, co + 7 * LENGTH, goesOn);
        for (int p = 0, i = ao, j = bo; p < k; p++, i += as, j += NR) {
            FloatVector x = broadcast(FLOATS, a[i]);
            c0 = x.fma(fromArray(FLOATS, b, j), c0);
            c1 = x.fma(fromArray(FLOATS, b, j + LENGTH), c1);
            c2 = x.fma(fromArray(FLOATS, b, j + panel), c2);
            c3 = x.fma(fromArray(FLOATS, b, j + panel + LENGTH), c3);
            c4 = x.fma(fromArray(FLOATS, b, j + 2 * panel), c4);
            c5 = x.fma(fromArray(FLOATS, b, j + 2 * panel + LENGTH), c5);
            c6 = x.fma(fromArray(FLOATS, b, j + 3 * panel), c6);
            c7 = x.fma(fromArray(FLOATS, b, j + 3 * panel + LENGTH), c7);
        }
        c0.intoArray(c, co);
        c1.intoArray(c, co + LENGTH);
        c2.intoArray(c, co + 2 * LENGTH);
        c3.intoArray(c, co + 3 * LENGTH);
        c4.intoArray(c, co + 4 * LENGTH);
        c5.intoArray(c, co + 5 * LENGTH);
        c6.intoArray(c, co + 6 * LENGTH);
        c7.intoArray(c, co + 7 * LENGTH);
    }

    private static void one(int k, float[] a, int ao, int as, float[] b, int bo, float[] c, boolean goesOn) {
        FloatVector c0 = begin(c, 0, goesOn);
        FloatVector c1 = begin(c, LENGTH, goesOn);
        for (int p = 0, i = ao, j = bo; p < k; p++, i += as, j += NR) {
            FloatVector x = broadcast(FLOATS, a[i]);
            c0 = x.fma(fromArray(FLOATS, b, j), c0);
            c1 = x.fma(fromArray(FLOATS, b, j + LENGTH), c1);
        }
        c0.intoArray(c, 0);
        c1.intoArray(c, LENGTH);
    }

    private static FloatVector begin(float[] c, int co, boolean goesOn) {
        return goesOn ? fromArray(FLOATS, c, co) : FloatVector.zero(FLOATS);
    }
}
