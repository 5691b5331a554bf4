package lanegrad.kernels.rowwise;

import java.util.Arrays;
import lanegrad.kernels.Cpu;

/**
 * Layer normalisation: each row less its own mean and over its own standard deviation, then scaled and shifted, y_j =
 * gamma_j (x_j - mean) / sqrt(variance + epsilon) + beta_j, and its gradients.
 *
 * <p>Ba, Kiros, Hinton, Layer Normalization (2016). The moments are those of {@link RowMoments}, and sums have their
 * order.
 */
public final class RowNorm {
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
    abstract static class Job extends RowJob {
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

        final void scales(float[] scales, int row, int count) {
            int done = Cpu.VECTORS ? RowNormLanes.scales(this, row, count, scales) : 0;
            for (int i = done; i < count; i++) {
                scales[i] = scale(variance[vo + row + i], epsilon);
            }
        }
    }

    static final class Forward extends Job {
        @Override
        void rows(int row, int count) {
            RowMoments.rows(x, in(row), mean, mo + row, variance, vo + row, count, columns);
            float[] scales = Exponentials.ofThread().scales;
            scales(scales, row, count);
            int done = Cpu.VECTORS ? RowNormLanes.forward(this, row, count, scales) : 0;
            for (int i = 0; i < count && done < columns; i++) {
                float m = mean[mo + row + i];
                for (int j = done; j < columns; j++) {
                    float h = (x[in(row + i) + j] - m) * scales[i];
                    y[out(row + i) + j] = Math.fma(h, gamma[go + j], other[oo + j]);
                }
            }
        }
    }

    static final class Backward extends Job {
        /** What the first pass has read, three matrices with what is written, the second should find in the first cache. */
        private static final int FLOATS = 2048;

        @Override
        void rows(int row, int count) {
            int most = height(FLOATS, columns);
            for (int i = row; i < row + count; i += most) {
                some(i, Math.min(most, row + count - i));
            }
        }

        private void some(int row, int count) {
            Exponentials e = Exponentials.ofThread();
            int grouped = Cpu.VECTORS && NarrowRows.pay(count, columns) ? NarrowNorm.sums(e, this, row, count) : 0;
            sums(e, row, grouped, count);
            scales(e.scales, row, count);
            for (int i = 0; i < count; i++) {
                float r = e.scales[i];
                e.products[i] = r * r * r * e.products[i] / -columns;
                e.sums[i] = r * e.sums[i] / -columns;
            }
            int done = Cpu.VECTORS ? RowNormLanes.backward(this, row, count, e) : 0;
            for (int i = 0; i < count && done < columns; i++) {
                float m = mean[mo + row + i];
                for (int j = done; j < columns; j++) {
                    float inner = Math.fma(x[in(row + i) + j] - m, e.products[i], e.sums[i]);
                    y[out(row + i) + j] = Math.fma(slope(row + i, j), e.scales[i], inner);
                }
            }
        }

        /** The sums of g and of g (x - m) in each row. */
        private void sums(Exponentials e, int row, int from, int count) {
            if (RowMoments.whole(columns) > 0) {
                RowNormLanes.sums(this, e, row, from, count);
                return;
            }
            for (int i = from; i < count; i++) {
                Arrays.fill(e.total, 0);
                Arrays.fill(e.block, 0);
                add(row + i, 0, e.total, e.block);
                e.sums[i] = Exponentials.fold(e.total, 0);
                e.products[i] = Exponentials.fold(e.block, 0);
            }
        }

        /** Adds those of the columns from one on. */
        void add(int row, int from, float[] sums, float[] products) {
            for (int j = from; j < columns; j++) {
                float g = slope(row, j);
                sums[j % RowMoments.PARTS] += g;
                products[j % RowMoments.PARTS] =
                        Math.fma(g, x[in(row) + j] - mean[mo + row], products[j % RowMoments.PARTS]);
            }
        }

        private float slope(int row, int column) {
            return other[oo + row * columns + column] * gamma[go + column];
        }
    }
}
