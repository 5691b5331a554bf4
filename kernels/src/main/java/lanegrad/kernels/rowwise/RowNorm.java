package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Layer normalisation: each row less its own mean and over its own standard deviation, then scaled and shifted, y_j =
 * gamma_j (x_j - mean) / sqrt(variance + epsilon) + beta_j, and its gradients.
 *
 * <p>Ba, Kiros, Hinton, Layer Normalization (2016). The moments are those of {@link RowMoments}, and sums have their
 * order.
 */
public final class RowNorm {
    private static final int PARTS = RowMoments.PARTS;
    private static final ThreadLocal<Forward> FORWARD = ThreadLocal.withInitial(Forward::new);
    private static final ThreadLocal<Backward> BACKWARD = ThreadLocal.withInitial(Backward::new);

    private RowNorm() {}

    /**
     * Writes each row's mean and variance, and y, which may be x at the same offset; x and y are rows x columns, gamma and
     * beta have an element for each column.
     */
    public static void forward(
            float[] x,
            int xo,
            float[] mean,
            int mo,
            float[] variance,
            int vo,
            double epsilon,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float[] y,
            int yo,
            int rows,
            int columns) {
        Forward job = FORWARD.get();
        job.statistics(mean, mo, variance, vo, epsilon, gamma, go);
        job.other = beta;
        job.oo = bo;
        job.over(x, xo, y, yo, rows, columns);
    }

    /**
     * Writes the gradients by x, gamma and beta from the rows' moments and the gradient dy by y: with s = sqrt(variance +
     * epsilon), h = (x - mean) / s and g = gamma dy, dbeta = sum dy and dgamma = sum dy h over the rows, dx = (g - mean(g) -
     * h mean(g h)) / s.
     *
     * <p>dx, rows x columns like x and dy, may be either of them at the same offset.
     */
    public static void backward(
            float[] x,
            int xo,
            float[] mean,
            int mo,
            float[] variance,
            int vo,
            double epsilon,
            float[] gamma,
            int go,
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
        RowNormSlopes.run(x, xo, mean, mo, variance, vo, epsilon, dy, dyo, dgamma, dgo, rows, columns);
        Backward job = BACKWARD.get();
        job.statistics(mean, mo, variance, vo, epsilon, gamma, go);
        job.other = dy;
        job.oo = dyo;
        job.over(x, xo, dx, dxo, rows, columns);
    }

    /** One over the standard deviation. */
    static float scale(float variance, float epsilon) {
        return 1 / (float) Math.sqrt(variance + epsilon);
    }

    /** What both ways need; other is beta for the one, the gradient by y for the other. */
    private abstract static class Job extends RowJob {
        float[] mean = NONE;
        float[] variance = NONE;
        float[] gamma = NONE;
        float[] other = NONE;
        int mo;
        int vo;
        int go;
        int oo;
        float epsilon;

        final void statistics(float[] mean, int mo, float[] variance, int vo, double epsilon, float[] gamma, int go) {
            this.mean = mean;
            this.mo = mo;
            this.variance = variance;
            this.vo = vo;
            this.epsilon = (float) epsilon;
            this.gamma = gamma;
            this.go = go;
        }

        @Override
        void release() {
            statistics(NONE, 0, NONE, 0, 0, NONE, 0);
            other = NONE;
        }

        final float scale(int row) {
            return RowNorm.scale(variance[vo + row], epsilon);
        }
    }

    private static final class Forward extends Job {
        @Override
        void rows(int row, int count) {
            RowMoments.rows(x, in(row), mean, mo + row, variance, vo + row, count, columns);
            int whole = RowMoments.whole(columns);
            if (whole > 0) {
                OnLanes.forward(this, row, row + count, whole);
            }
            for (int i = row; i < row + count && whole < columns; i++) {
                float m = mean[mo + i];
                float r = scale(i);
                for (int j = whole; j < columns; j++) {
                    y[out(i) + j] = Math.fma((x[in(i) + j] - m) * r, gamma[go + j], other[oo + j]);
                }
            }
        }
    }

    private static final class Backward extends Job {
        @Override
        void rows(int row, int count) {
            Exponentials e = Exponentials.ofThread();
            if (RowMoments.whole(columns) > 0) {
                OnLanes.backward(this, row, row + count, e.total, e.block);
                return;
            }
            for (int i = row; i < row + count; i++) {
                Arrays.fill(e.total, 0);
                Arrays.fill(e.block, 0);
                add(i, 0, e.total, e.block);
                float r = scale(i);
                write(i, 0, r, along(r, e.block), across(r, e.total));
            }
        }

        /** Adds g and g (x - m) of the columns from one on. */
        void add(int row, int from, float[] sums, float[] products) {
            for (int j = from; j < columns; j++) {
                float g = other[oo + row * columns + j] * gamma[go + j];
                sums[j % PARTS] += g;
                products[j % PARTS] = Math.fma(g, x[in(row) + j] - mean[mo + row], products[j % PARTS]);
            }
        }

        /** What x - m counts for. */
        float along(float r, float[] products) {
            return r * r * r * Exponentials.fold(products, 0) / -columns;
        }

        /** What all have in common. */
        float across(float r, float[] sums) {
            return r * Exponentials.fold(sums, 0) / -columns;
        }

        void write(int row, int from, float r, float b, float c) {
            for (int j = from; j < columns; j++) {
                float inner = Math.fma(x[in(row) + j] - mean[mo + row], b, c);
                y[out(row) + j] = Math.fma(other[oo + row * columns + j] * gamma[go + j], r, inner);
            }
        }
    }

    /** All rows of a tile in one method, as a call for each would cost as much as a short row. */
    private static final class OnLanes {
        private OnLanes() {}

        static void forward(Forward s, int row, int end, int whole) {
            float[] x = s.x;
            float[] y = s.y;
            for (int i = row; i < end; i++) {
                float m = s.mean[s.mo + i];
                float r = s.scale(i);
                int at = s.in(i);
                int to = s.out(i);
                for (int j = 0; j < whole; j += LENGTH) {
                    FloatVector beta = FloatVector.fromArray(FLOATS, s.other, s.oo + j);
                    FloatVector h =
                            FloatVector.fromArray(FLOATS, x, at + j).sub(m).mul(r);
                    h.fma(FloatVector.fromArray(FLOATS, s.gamma, s.go + j), beta)
                            .intoArray(y, to + j);
                }
            }
        }

        static void backward(Backward s, int row, int end, float[] sums, float[] products) {
            float[] x = s.x;
            float[] y = s.y;
            float[] dy = s.other;
            float[] gamma = s.gamma;
            int go = s.go;
            int whole = s.columns - s.columns % PARTS;
            for (int i = row; i < end; i++) {
                int at = s.in(i);
                int from = s.oo + i * s.columns;
                int to = s.out(i);
                float m = s.mean[s.mo + i];
                for (int part = 0; part < PARTS; part += LENGTH) {
                    FloatVector sum = FloatVector.zero(FLOATS);
                    FloatVector product = sum;
                    for (int j = part; j < whole; j += PARTS) {
                        FloatVector g = FloatVector.fromArray(FLOATS, dy, from + j)
                                .mul(FloatVector.fromArray(FLOATS, gamma, go + j));
                        sum = sum.add(g);
                        product = g.fma(FloatVector.fromArray(FLOATS, x, at + j).sub(m), product);
                    }
                    sum.intoArray(sums, part);
                    product.intoArray(products, part);
                }
                s.add(i, whole, sums, products);
                float r = s.scale(i);
                float b = s.along(r, products);
                float c = s.across(r, sums);
                FloatVector slope = FloatVector.broadcast(FLOATS, b);
                FloatVector shift = FloatVector.broadcast(FLOATS, c);
                FloatVector scale = FloatVector.broadcast(FLOATS, r);
                for (int j = 0; j < whole; j += LENGTH) {
                    FloatVector inner =
                            FloatVector.fromArray(FLOATS, x, at + j).sub(m).fma(slope, shift);
                    FloatVector.fromArray(FLOATS, dy, from + j)
                            .mul(FloatVector.fromArray(FLOATS, gamma, go + j))
                            .fma(scale, inner)
                            .intoArray(y, to + j);
                }
                s.write(i, whole, r, b, c);
            }
        }
    }
}
