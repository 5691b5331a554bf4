package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import lanegrad.kernels.Cpu;

/**
 * The cross-entropy of target probabilities t under softmax, -sum_j t_j log softmax(z)_j, and its gradient sum(t)
 * softmax(z) - t.
 *
 * <p>Goodfellow et al., Deep Learning, (3.51) and 6.2.2.3. What no probability falls on counts nothing, however unlikely it
 * is. The targets of a row need not sum up to 1. Sums over a row have 16 accumulators, which take the elements with their
 * index modulo 16 and are folded in halves. Where softmax isn't a number, neither are these.
 */
public final class SoftCrossEntropy {
    private static final int PARTS = Exponentials.ACCUMULATORS;
    private static final ThreadLocal<Costs> COSTS = ThreadLocal.withInitial(Costs::new);
    private static final ThreadLocal<Slopes> SLOPES = ThreadLocal.withInitial(Slopes::new);

    private SoftCrossEntropy() {}

    /** Writes the cross-entropy of each row to loss; z and target are rows x columns. */
    public static void run(float[] z, int zo, float[] target, int to, float[] loss, int lo, int rows, int columns) {
        Costs job = COSTS.get();
        job.target = target;
        job.to = to;
        job.over(z, zo, loss, lo, rows, columns);
    }

    /**
     * Writes g_i (sum_k t_ik softmax(z)_ij - t_ij) to out, which may be z at the same offset; all but g are rows x columns.
     *
     * @param g the gradients of the rows' cross-entropies
     */
    public static void gradient(
            float[] z, int zo, float[] target, int to, float[] g, int go, float[] out, int oo, int rows, int columns) {
        Slopes job = SLOPES.get();
        job.target = target;
        job.to = to;
        job.g = g;
        job.go = go;
        job.over(z, zo, out, oo, rows, columns);
    }

    private abstract static class Job extends RowJob {
        float[] target = NONE;
        int to;

        @Override
        void release() {
            target = NONE;
        }

        final int of(int row) {
            return to + row * columns;
        }
    }

    private static final class Costs extends Job {
        @Override
        void rows(int row, int count) {
            Exponentials e = Exponentials.ofThread();
            e.sums(x, in(row), count, columns);
            e.logarithms(count);
            for (int i = 0; i < count; i++) {
                float sum = sum(target, of(row + i), columns, e.total);
                float along = along(x, in(row + i), e.shifts[i], target, of(row + i), columns, e.total);
                y[yo + row + i] = sum * e.logs[i] - along;
            }
        }
    }

    private static final class Slopes extends Job {
        private float[] g = NONE;
        private int go;

        @Override
        void release() {
            super.release();
            g = NONE;
        }

        @Override
        void rows(int row, int count) {
            Exponentials e = Exponentials.ofThread();
            for (int i = 0; i < count; i++) {
                e.scales[i] = g[go + row + i] * sum(target, of(row + i), columns, e.total);
            }
            e.softmax(x, in(row), y, out(row), count, columns);
            for (int i = row; i < row + count; i++) {
                subtract(g[go + i], target, of(i), y, out(i), columns);
            }
        }
    }

    /** The sum of the targets t. */
    private static float sum(float[] t, int to, int n, float[] sums) {
        int whole = RowMoments.whole(n);
        if (whole > 0) {
            OnLanes.sum(t, to, whole, sums);
        } else {
            Arrays.fill(sums, 0);
        }
        for (int j = whole; j < n; j++) {
            sums[j % PARTS] += t[to + j];
        }
        return Exponentials.fold(sums, 0);
    }

    /** The sum of t (x - shift). */
    private static float along(float[] x, int xo, float shift, float[] t, int to, int n, float[] sums) {
        int whole = RowMoments.whole(n);
        if (whole > 0) {
            OnLanes.along(x, xo, shift, t, to, whole, sums);
        } else {
            Arrays.fill(sums, 0);
        }
        for (int j = whole; j < n; j++) {
            float likely = t[to + j] == 0 ? 0 : x[xo + j] - shift;
            sums[j % PARTS] = Math.fma(likely, t[to + j], sums[j % PARTS]);
        }
        return Exponentials.fold(sums, 0);
    }

    /** y - g t. */
    private static void subtract(float g, float[] t, int to, float[] y, int yo, int n) {
        int done = Cpu.VECTORS && n >= LENGTH ? OnLanes.subtract(g, t, to, y, yo, n) : 0;
        for (int j = done; j < n; j++) {
            y[yo + j] = Math.fma(t[to + j], -g, y[yo + j]);
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        static void sum(float[] t, int to, int n, float[] sums) {
            for (int part = 0; part < PARTS; part += LENGTH) {
                FloatVector sum = FloatVector.zero(FLOATS);
                for (int j = part; j < n; j += PARTS) {
                    sum = sum.add(FloatVector.fromArray(FLOATS, t, to + j));
                }
                sum.intoArray(sums, part);
            }
        }

        static void along(float[] x, int xo, float shift, float[] t, int to, int n, float[] sums) {
            for (int part = 0; part < PARTS; part += LENGTH) {
                FloatVector sum = FloatVector.zero(FLOATS);
                for (int j = part; j < n; j += PARTS) {
                    FloatVector target = FloatVector.fromArray(FLOATS, t, to + j);
                    FloatVector likely =
                            FloatVector.fromArray(FLOATS, x, xo + j).sub(shift);
                    sum = likely.blend(0f, target.compare(VectorOperators.EQ, 0f))
                            .fma(target, sum);
                }
                sum.intoArray(sums, part);
            }
        }

        static int subtract(float g, float[] t, int to, float[] y, int yo, int n) {
            FloatVector minus = FloatVector.broadcast(FLOATS, -g);
            int j = 0;
            for (; j <= n - LENGTH; j += LENGTH) {
                FloatVector.fromArray(FLOATS, t, to + j)
                        .fma(minus, FloatVector.fromArray(FLOATS, y, yo + j))
                        .intoArray(y, yo + j);
            }
            return j;
        }
    }
}
