package lanegrad.kernels.rowwise;

/**
 * The cross-entropy of a class under softmax, log sum_j e^(z_j) - z_target, and its gradient softmax(z) - onehot(target).
 *
 * <p>Goodfellow et al., Deep Learning, 6.2.2.3. Targets are class numbers written as floats, one for each row; one that is no
 * class is refused with an {@link IllegalArgumentException}. Where softmax isn't a number, neither are these.
 */
public final class CrossEntropy {
    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);

    private CrossEntropy() {}

    /** Writes the cross-entropy of each row of z, which is rows x columns, to loss. */
    public static void run(float[] z, int zo, float[] target, int to, float[] loss, int lo, int rows, int columns) {
        Job job = OF_THREAD.get();
        job.forward = true;
        job.backward = false;
        job.targets(target, to, RowJob.NONE, 0, loss, lo);
        job.over(z, zo, RowJob.NONE, 0, rows, columns);
    }

    /**
     * Writes g_i (softmax(z)_ij - [j = target_i]) to out, which may be z at the same offset; z and out are rows x columns.
     *
     * @param g the gradients of the rows' cross-entropies
     */
    public static void gradient(
            float[] z, int zo, float[] target, int to, float[] g, int go, float[] out, int oo, int rows, int columns) {
        Job job = OF_THREAD.get();
        job.forward = false;
        job.backward = true;
        job.targets(target, to, g, go, RowJob.NONE, 0);
        job.over(z, zo, out, oo, rows, columns);
    }

    /**
     * Does both in one pass: writes the cross-entropy of each row times its weight to loss, and the gradient to out.
     *
     * @param weight the rows' weights
     */
    public static void both(
            float[] z,
            int zo,
            float[] target,
            int to,
            float[] weight,
            int wo,
            float[] loss,
            int lo,
            float[] out,
            int oo,
            int rows,
            int columns) {
        Job job = OF_THREAD.get();
        job.forward = true;
        job.backward = true;
        job.targets(target, to, weight, wo, loss, lo);
        job.over(z, zo, out, oo, rows, columns);
    }

    private static final class Job extends RowJob {
        private boolean forward;
        private boolean backward;
        private float[] target = NONE;
        private float[] weight = NONE;
        private float[] loss = NONE;
        private int to;
        private int wo;
        private int lo;

        void targets(float[] target, int to, float[] weight, int wo, float[] loss, int lo) {
            this.target = target;
            this.to = to;
            this.weight = weight;
            this.wo = wo;
            this.loss = loss;
            this.lo = lo;
        }

        @Override
        void release() {
            targets(NONE, 0, NONE, 0, NONE, 0);
        }

        @Override
        void rows(int row, int count) {
            Exponentials e = Exponentials.ofThread();
            if (forward) {
                // Before the gradient takes their place.
                for (int i = 0; i < count; i++) {
                    loss[lo + row + i] = x[in(row + i) + label(row + i)];
                }
            }
            if (backward) {
                System.arraycopy(weight, wo + row, e.scales, 0, count);
                e.softmax(x, in(row), y, out(row), count, columns);
                for (int i = 0; i < count; i++) {
                    y[out(row + i) + label(row + i)] -= e.scales[i];
                }
            } else {
                e.sums(x, in(row), count, columns);
            }
            if (forward) {
                costs(e, row, count);
            }
        }

        private void costs(Exponentials e, int row, int count) {
            e.logarithms(count);
            for (int i = 0; i < count; i++) {
                // The difference first: with a large shift the sum would round away the logarithm.
                float cost = e.logs[i] - (loss[lo + row + i] - e.shifts[i]);
                loss[lo + row + i] = backward ? cost * weight[wo + row + i] : cost;
            }
        }

        private int label(int row) {
            float label = target[to + row];
            int number = (int) label;
            if (number != label || number < 0 || number >= columns) {
                throw noClass(to + row, label, columns);
            }
            return number;
        }

        private static IllegalArgumentException noClass(int row, float label, int classes) {
            return new IllegalArgumentException(
                    "cross-entropy: the target of row %d is %s; expected a whole number from 0 to %d"
                            .formatted(row, label, classes - 1));
        }
    }
}
