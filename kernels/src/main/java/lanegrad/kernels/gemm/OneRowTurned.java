package lanegrad.kernels.gemm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import lanegrad.kernels.Cpu;

/**
 * One row times a matrix whose columns are contiguous, c = a B or c += a B, where packing B would cost more than the
 * product: B is read where it is, eight columns at a time, in squares of 8 x 8 that are transposed in registers.
 */
final class OneRowTurned {
    /** Elements of B for each one that squares don't cover. */
    private static final int MOST_REST = 64;

    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorShuffle<Float> FOURS = VectorShuffle.fromValues(EIGHT, 4, 5, 6, 7, 0, 1, 2, 3);
    private static final VectorShuffle<Float> PAIRS = VectorShuffle.fromValues(EIGHT, 2, 3, 0, 1, 6, 7, 4, 5);
    private static final VectorShuffle<Float> ONES = VectorShuffle.fromValues(EIGHT, 1, 0, 3, 2, 5, 4, 7, 6);
    private static final VectorMask<Float> FOURS_HIGH = VectorMask.fromLong(EIGHT, 0b1111_0000);
    private static final VectorMask<Float> PAIRS_HIGH = VectorMask.fromLong(EIGHT, 0b1100_1100);
    private static final VectorMask<Float> ONES_HIGH = VectorMask.fromLong(EIGHT, 0b1010_1010);
    private static final VectorMask<Float> FOURS_LOW = FOURS_HIGH.not();
    private static final VectorMask<Float> PAIRS_LOW = PAIRS_HIGH.not();
    private static final VectorMask<Float> ONES_LOW = ONES_HIGH.not();

    private OneRowTurned() {}

    /**
     * Whether it is the faster way to compute so many rows and columns of the product: masks need registers of their
     * own, and what squares don't cover has to be little.
     */
    static boolean suits(Product x, int rows, int cols) {
        boolean turned = x.a.right == 1 && x.c.right == 1 && x.b.down == 1 && x.b.right != 1;
        long rest = (long) cols * x.steps - (long) (cols & -8) * (x.steps & -8);
        return Cpu.BITS == 512 && rows == 1 && turned && MOST_REST * rest <= (long) cols * x.steps;
    }

    /** The columns from j0 to j1 of row i. */
    static void multiply(Product x, int i, int j0, int j1) {
        Operand a = x.a;
        Operand b = x.b;
        Operand c = x.c;
        if (!x.accumulate) {
            Arrays.fill(c.data, c.at(i, j0), c.at(i, j1), 0);
        }
        int right = j1 - (j1 - j0) % 8;
        int steps = x.steps & -8;
        for (int j = j0; j < right; j += 8) {
            squares(steps, a.data, a.at(i, 0), b.data, b.at(0, j), b.right, c.data, c.at(i, j));
        }
        rest(x, i, j0, right, steps);
        rest(x, i, right, j1, 0);
    }

    /** The steps from p0 on of some columns. */
    private static void rest(Product x, int i, int j0, int j1, int p0) {
        for (int j = j0; j < j1; j++) {
            float sum = x.c.data[x.c.at(i, j)];
            for (int p = p0; p < x.steps; p++) {
                sum = Math.fma(x.a.data[x.a.at(i, p)], x.b.data[x.b.at(p, j)], sum);
            }
            x.c.data[x.c.at(i, j)] = sum;
        }
    }

    /** Eight columns, in squares: their quarters change places, then the quarters' quarters. */
    private static void squares(int k, float[] a, int ao, float[] b, int bo, int bc, float[] c, int co) {
        FloatVector sum = fromArray(EIGHT, c, co);
        for (int p = 0; p < k; p += 8) {
            FloatVector x0 = fromArray(EIGHT, b, bo + p);
            FloatVector x1 = fromArray(EIGHT, b, bo + bc + p);
            FloatVector x2 = fromArray(EIGHT, b, bo + 2 * bc + p);
            FloatVector x3 = fromArray(EIGHT, b, bo + 3 * bc + p);
            FloatVector x4 = fromArray(EIGHT, b, bo + 4 * bc + p);
            FloatVector x5 = fromArray(EIGHT, b, bo + 5 * bc + p);
            FloatVector x6 = fromArray(EIGHT, b, bo + 6 * bc + p);
            FloatVector x7 = fromArray(EIGHT, b, bo + 7 * bc + p);
            FloatVector y0 = x0.blend(x4.rearrange(FOURS), FOURS_HIGH);
            FloatVector y1 = x1.blend(x5.rearrange(FOURS), FOURS_HIGH);
            FloatVector y2 = x2.blend(x6.rearrange(FOURS), FOURS_HIGH);
            FloatVector y3 = x3.blend(x7.rearrange(FOURS), FOURS_HIGH);
            FloatVector y4 = x4.blend(x0.rearrange(FOURS), FOURS_LOW);
            FloatVector y5 = x5.blend(x1.rearrange(FOURS), FOURS_LOW);
            FloatVector y6 = x6.blend(x2.rearrange(FOURS), FOURS_LOW);
            FloatVector y7 = x7.blend(x3.rearrange(FOURS), FOURS_LOW);
            x0 = y0.blend(y2.rearrange(PAIRS), PAIRS_HIGH);
            x1 = y1.blend(y3.rearrange(PAIRS), PAIRS_HIGH);
            x2 = y2.blend(y0.rearrange(PAIRS), PAIRS_LOW);
            x3 = y3.blend(y1.rearrange(PAIRS), PAIRS_LOW);
            x4 = y4.blend(y6.rearrange(PAIRS), PAIRS_HIGH);
            x5 = y5.blend(y7.rearrange(PAIRS), PAIRS_HIGH);
            x6 = y6.blend(y4.rearrange(PAIRS), PAIRS_LOW);
            x7 = y7.blend(y5.rearrange(PAIRS), PAIRS_LOW);
            y0 = x0.blend(x1.rearrange(ONES), ONES_HIGH);
            y1 = x1.blend(x0.rearrange(ONES), ONES_LOW);
            y2 = x2.blend(x3.rearrange(ONES), ONES_HIGH);
            y3 = x3.blend(x2.rearrange(ONES), ONES_LOW);
            y4 = x4.blend(x5.rearrange(ONES), ONES_HIGH);
            y5 = x5.blend(x4.rearrange(ONES), ONES_LOW);
            y6 = x6.blend(x7.rearrange(ONES), ONES_HIGH);
            y7 = x7.blend(x6.rearrange(ONES), ONES_LOW);
            sum = broadcast(EIGHT, a[ao + p]).fma(y0, sum);
            sum = broadcast(EIGHT, a[ao + p + 1]).fma(y1, sum);
            sum = broadcast(EIGHT, a[ao + p + 2]).fma(y2, sum);
            sum = broadcast(EIGHT, a[ao + p + 3]).fma(y3, sum);
            sum = broadcast(EIGHT, a[ao + p + 4]).fma(y4, sum);
            sum = broadcast(EIGHT, a[ao + p + 5]).fma(y5, sum);
            sum = broadcast(EIGHT, a[ao + p + 6]).fma(y6, sum);
            sum = broadcast(EIGHT, a[ao + p + 7]).fma(y7, sum);
        }
        sum.intoArray(c, co);
    }
}
