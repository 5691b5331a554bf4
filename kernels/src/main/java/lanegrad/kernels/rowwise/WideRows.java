package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import lanegrad.kernels.Cpu;

/** The vector form of {@link Exponentials} for one row at a time. */
final class WideRows {
    /** At 128 bits at most three elements are left, and NEON has no masked loads. */
    private static final boolean MASKED = Cpu.BITS > 128;

    private static final int PARTS = Exponentials.ACCUMULATORS;

    private WideRows() {}

    /** From here on the loops run at least once, so that the compiler takes them for hot. */
    static boolean pay(int n) {
        return n >= PARTS;
    }

    static float maximum(float[] x, int xo, int n) {
        FloatVector a = FloatVector.fromArray(FLOATS, x, xo + n - LENGTH);
        // Where nothing is a number the vector never changes.
        a = a.blend(Float.NEGATIVE_INFINITY, a.test(VectorOperators.IS_NAN));
        FloatVector b = a;
        int i = 0;
        for (; i < n - 2 * LENGTH; i += 2 * LENGTH) {
            a = greater(a, FloatVector.fromArray(FLOATS, x, xo + i));
            b = greater(b, FloatVector.fromArray(FLOATS, x, xo + i + LENGTH));
        }
        if (i < n - LENGTH) {
            a = greater(a, FloatVector.fromArray(FLOATS, x, xo + i));
        }
        return greater(a, b).reduceLanes(VectorOperators.MAX);
    }

    private static FloatVector greater(FloatVector known, FloatVector x) {
        return known.blend(x, x.compare(VectorOperators.GT, known));
    }

    /** The number of first elements, in whole vectors, of which none is the greatest or not a number. */
    static int before(float[] x, int xo, float greatest, int n) {
        int i = 0;
        while (i <= n - LENGTH
                && FloatVector.fromArray(FLOATS, x, xo + i)
                        .compare(VectorOperators.LT, greatest)
                        .allTrue()) {
            i += LENGTH;
        }
        return i;
    }

    /** The sum of the exponentials, which are written to y if so wished. */
    static float sum(Exponentials e, float[] x, int xo, float shift, float[] y, int yo, boolean write, int n) {
        block(e.total, x, xo, shift, y, yo, write, Math.min(n, Exponentials.BLOCK));
        for (int start = Exponentials.BLOCK; start < n; start += Exponentials.BLOCK) {
            block(e.block, x, xo + start, shift, y, yo + start, write, Math.min(n - start, Exponentials.BLOCK));
            for (int k = 0; k < PARTS; k++) {
                e.total[k] += e.block[k];
            }
        }
        return Exponentials.fold(e.total);
    }

    /** Sums up to 16 accumulators. */
    private static void block(float[] sums, float[] x, int xo, float shift, float[] y, int yo, boolean write, int n) {
        int rest = n % PARTS;
        for (int part = 0; part < PARTS; part += LENGTH) {
            if (n < PARTS) {
                FloatVector.zero(FLOATS).intoArray(sums, part);
            } else if (write) {
                written(sums, part, x, xo + part, shift, y, yo + part, n - rest);
            } else {
                summed(sums, part, x, xo + part, shift, n - rest);
            }
            if (part < rest) {
                edge(sums, part, x, xo + n - rest + part, shift, y, yo + n - rest + part, write, rest - part);
            }
        }
    }

    private static void written(float[] sums, int part, float[] x, int xo, float shift, float[] y, int yo, int n) {
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int i = 0; i < n; i += PARTS) {
            FloatVector e =
                    Falling.OnLanes.at(FloatVector.fromArray(FLOATS, x, xo + i).sub(shift));
            e.intoArray(y, yo + i);
            sum = sum.add(e);
        }
        sum.intoArray(sums, part);
    }

    private static void summed(float[] sums, int part, float[] x, int xo, float shift, int n) {
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int i = 0; i < n; i += PARTS) {
            sum = sum.add(
                    Falling.OnLanes.at(FloatVector.fromArray(FLOATS, x, xo + i).sub(shift)));
        }
        sum.intoArray(sums, part);
    }

    /** Adds the last elements, up to a vector of them. */
    private static void edge(
            float[] sums, int part, float[] x, int xo, float shift, float[] y, int yo, boolean write, int rest) {
        if (!MASKED && rest < LENGTH) {
            for (int i = 0; i < rest; i++) {
                float e = Falling.at(x[xo + i] - shift);
                sums[part + i] += e;
                if (write) {
                    y[yo + i] = e;
                }
            }
            return;
        }
        VectorMask<Float> there = FLOATS.indexInRange(0, rest);
        FloatVector e =
                Falling.OnLanes.at(FloatVector.fromArray(FLOATS, x, xo, there).sub(shift));
        FloatVector.fromArray(FLOATS, sums, part).add(e, there).intoArray(sums, part);
        if (write) {
            e.intoArray(y, yo, there);
        }
    }

    /** Multiplies n elements by a number. */
    static void scale(float[] y, int yo, float factor, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector.fromArray(FLOATS, y, yo + i).mul(factor).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] *= factor;
        }
    }
}
