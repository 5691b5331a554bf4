package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;

/**
 * Layer normalisation: each row less its own mean and over its own standard deviation, then scaled and shifted, y_j =
 * gamma_j (x_j - mean) / sqrt(variance + epsilon) + beta_j, and its gradients.
 *
 * <p>Ba, Kiros, Hinton, Layer Normalization (2016). The variance is the mean of (x_j - mean)^2, taken after the mean. Sums
 * have 16 accumulators, which take the elements with their index modulo 16 and are folded in halves.
 */
public final class RowNorm {
    private static final int PARTS = Exponentials.ACCUMULATORS;
    private static final ThreadLocal<Forward> FORWARD = ThreadLocal.withInitial(Forward::new);
    private static final ThreadLocal<Backward> BACKWARD = ThreadLocal.withInitial(Backward::new);
    private static final ThreadLocal<Slopes> SLOPES = ThreadLocal.withInitial(Slopes::new);

    private RowNorm() {}

    /**
     * Writes y, which may be x at the same offset, and each row's mean and deviation sqrt(variance + epsilon), which
     * backward needs; x and y are rows x columns, gamma and beta have an element for each column.
     */
    public static void forward(
            float[] x,
            int xo,
            double epsilon,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float[] mean,
            int mo,
            float[] deviation,
            int so,
            float[] y,
            int yo,
            int rows,
            int columns) {
        Forward job = FORWARD.get();
        job.epsilon = (float) epsilon;
        job.statistics(gamma, go, mean, mo, deviation, so);
        job.other = beta;
        job.oo = bo;
        job.over(x, xo, y, yo, rows, columns);
    }

    /**
     * Writes the gradients by x, gamma and beta from the gradient dy by y: with h = (x - mean) / deviation and g = gamma
     * dy, dbeta = sum dy and dgamma = sum dy h over the rows, dx = (g - mean(g) - h mean(g h)) / deviation.
     *
     * <p>dx, rows x columns like x and dy, may be either of them at the same offset.
     */
    public static void backward(
            float[] x,
            int xo,
            float[] gamma,
            int go,
            float[] mean,
            int mo,
            float[] deviation,
            int so,
            float[] dy,
            int dyo,
            float[] dx,
            int dxo,
            float[] dgamma,
            int dgo,
            float[] dbeta,
            int dbo,
            int rows,
            int columns) {
        ColumnSum.run(dy, dyo, dbeta, dbo, rows, columns);
        Slopes slopes = SLOPES.get();
        slopes.mean = mean;
        slopes.mo = mo;
        slopes.deviation = deviation;
        slopes.so = so;
        slopes.dy = dy;
        slopes.dyo = dyo;
        slopes.over(x, xo, dgamma, dgo, rows, columns);
        Backward job = BACKWARD.get();
        job.statistics(gamma, go, mean, mo, deviation, so);
        job.other = dy;
        job.oo = dyo;
        job.over(x, xo, dx, dxo, rows, columns);
    }

    /** What both ways need; other is beta for the one, the gradient by y for the other. */
    private abstract static class Job extends RowJob {
        float[] gamma = NONE;
        float[] mean = NONE;
        float[] deviation = NONE;
        float[] other = NONE;
        int go;
        int mo;
        int so;
        int oo;

        final void statistics(float[] gamma, int go, float[] mean, int mo, float[] deviation, int so) {
            this.gamma = gamma;
            this.go = go;
            this.mean = mean;
            this.mo = mo;
            this.deviation = deviation;
            this.so = so;
        }

        @Override
        void release() {
            statistics(NONE, 0, NONE, 0, NONE, 0);
            other = NONE;
        }

        /** The elements of a row that are in whole blocks of vectors. */
        final int whole() {
            return Cpu.VECTORS ? columns - columns % PARTS : 0;
        }
    }

    private static final class Forward extends Job {
        private float epsilon;

        @Override
        void rows(int row, int count) {
            float[] sums = Exponentials.ofThread().total;
            for (int i = row; i < row + count; i++) {
                float m = sum(in(i), 0, sums, false) / columns;
                float s = (float) Math.sqrt(sum(in(i), m, sums, true) / columns + epsilon);
                mean[mo + i] = m;
                deviation[so + i] = s;
                write(in(i), m, 1 / s, out(i));
            }
        }

        /** The sum of x - m, or of its square. */
        private float sum(int at, float m, float[] sums, boolean squared) {
            int whole = whole();
            if (whole > 0) {
                OnLanes.sum(x, at, m, sums, squared, whole);
            } else {
                Arrays.fill(sums, 0);
            }
            for (int j = whole; j < columns; j++) {
                float difference = x[at + j] - m;
                int k = j % PARTS;
                sums[k] = squared ? Math.fma(difference, difference, sums[k]) : sums[k] + difference;
            }
            return Exponentials.fold(sums, 0);
        }

        private void write(int at, float m, float scale, int to) {
            int whole = whole();
            if (whole > 0) {
                OnLanes.write(this, at, m, scale, to, whole);
            }
            for (int j = whole; j < columns; j++) {
                y[to + j] = Math.fma((x[at + j] - m) * scale, gamma[go + j], other[oo + j]);
            }
        }
    }

    private static final class Backward extends Job {
        @Override
        void rows(int row, int count) {
            Exponentials e = Exponentials.ofThread();
            for (int i = row; i < row + count; i++) {
                float m = mean[mo + i];
                float r = 1 / deviation[so + i];
                sums(in(i), oo + i * columns, m, e.total, e.block);
                float b = r * r * r * Exponentials.fold(e.block, 0) / -columns;
                float c = r * Exponentials.fold(e.total, 0) / -columns;
                write(in(i), oo + i * columns, m, r, b, c, out(i));
            }
        }

        /** The sums of g and of g (x - m). */
        private void sums(int at, int from, float m, float[] sums, float[] products) {
            int whole = whole();
            if (whole > 0) {
                OnLanes.sums(this, at, from, m, sums, products, whole);
            } else {
                Arrays.fill(sums, 0);
                Arrays.fill(products, 0);
            }
            for (int j = whole; j < columns; j++) {
                float g = other[from + j] * gamma[go + j];
                sums[j % PARTS] += g;
                products[j % PARTS] = Math.fma(g, x[at + j] - m, products[j % PARTS]);
            }
        }

        private void write(int at, int from, float m, float r, float b, float c, int to) {
            int whole = whole();
            if (whole > 0) {
                OnLanes.slopes(this, at, from, m, r, b, c, to, whole);
            }
            for (int j = whole; j < columns; j++) {
                y[to + j] = Math.fma(other[from + j] * gamma[go + j], r, Math.fma(x[at + j] - m, b, c));
            }
        }
    }

    /** The gradient by gamma. */
    private static final class Slopes extends ColumnJob {
        private float[] mean = NONE;
        private float[] deviation = NONE;
        private float[] dy = NONE;
        private int mo;
        private int so;
        private int dyo;

        @Override
        void release() {
            mean = NONE;
            deviation = NONE;
            dy = NONE;
        }

        @Override
        void columns(int first, int n) {
            Arrays.fill(y, yo + first, yo + first + n, 0);
            for (int i = 0; i < rows; i++) {
                int at = i * columns + first;
                float m = mean[mo + i];
                float r = 1 / deviation[so + i];
                int done =
                        Cpu.VECTORS && n >= LENGTH ? OnLanes.add(x, xo + at, m, r, dy, dyo + at, y, yo + first, n) : 0;
                for (int j = done; j < n; j++) {
                    y[yo + first + j] = Math.fma(dy[dyo + at + j], (x[xo + at + j] - m) * r, y[yo + first + j]);
                }
            }
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        static void sum(float[] x, int xo, float m, float[] sums, boolean squared, int n) {
            for (int part = 0; part < PARTS; part += LENGTH) {
                FloatVector sum = FloatVector.zero(FLOATS);
                if (squared) {
                    for (int j = part; j < n; j += PARTS) {
                        FloatVector difference =
                                FloatVector.fromArray(FLOATS, x, xo + j).sub(m);
                        sum = difference.fma(difference, sum);
                    }
                } else {
                    for (int j = part; j < n; j += PARTS) {
                        sum = sum.add(FloatVector.fromArray(FLOATS, x, xo + j).sub(m));
                    }
                }
                sum.intoArray(sums, part);
            }
        }

        static void write(Forward s, int at, float m, float scale, int to, int n) {
            for (int j = 0; j < n; j += LENGTH) {
                FloatVector.fromArray(FLOATS, s.x, at + j)
                        .sub(m)
                        .mul(scale)
                        .fma(
                                FloatVector.fromArray(FLOATS, s.gamma, s.go + j),
                                FloatVector.fromArray(FLOATS, s.other, s.oo + j))
                        .intoArray(s.y, to + j);
            }
        }

        static void sums(Backward s, int at, int from, float m, float[] sums, float[] products, int n) {
            for (int part = 0; part < PARTS; part += LENGTH) {
                FloatVector sum = FloatVector.zero(FLOATS);
                FloatVector product = sum;
                for (int j = part; j < n; j += PARTS) {
                    FloatVector g = gradient(s, from, j);
                    sum = sum.add(g);
                    product = g.fma(FloatVector.fromArray(FLOATS, s.x, at + j).sub(m), product);
                }
                sum.intoArray(sums, part);
                product.intoArray(products, part);
            }
        }

        static void slopes(Backward s, int at, int from, float m, float r, float b, float c, int to, int n) {
            FloatVector slope = FloatVector.broadcast(FLOATS, b);
            FloatVector shift = FloatVector.broadcast(FLOATS, c);
            FloatVector scale = FloatVector.broadcast(FLOATS, r);
            for (int j = 0; j < n; j += LENGTH) {
                FloatVector inner =
                        FloatVector.fromArray(FLOATS, s.x, at + j).sub(m).fma(slope, shift);
                gradient(s, from, j).fma(scale, inner).intoArray(s.y, to + j);
            }
        }

        static int add(float[] x, int xo, float m, float r, float[] dy, int dyo, float[] y, int yo, int n) {
            int j = 0;
            for (; j <= n - LENGTH; j += LENGTH) {
                FloatVector h = FloatVector.fromArray(FLOATS, x, xo + j).sub(m).mul(r);
                FloatVector.fromArray(FLOATS, dy, dyo + j)
                        .fma(h, FloatVector.fromArray(FLOATS, y, yo + j))
                        .intoArray(y, yo + j);
            }
            return j;
        }

        private static FloatVector gradient(Backward s, int from, int j) {
            return FloatVector.fromArray(FLOATS, s.other, from + j)
                    .mul(FloatVector.fromArray(FLOATS, s.gamma, s.go + j));
        }
    }
}
