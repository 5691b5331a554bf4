package lanegrad.kernels.rowwise;

import java.util.Arrays;

/**
 * The cross-entropy of a class under softmax, log sum_j e^(z_j) - z_target, and its gradient softmax(z) - onehot(target).
 *
 * <p>Goodfellow et al., Deep Learning, 6.2.2.3. Targets are class numbers written as floats, one for each row; they are
 * not checked here beyond Java's own bounds.
 */
public final class CrossEntropy {
    private CrossEntropy() {}

    /** Writes the cross-entropy of each row of z, which is rows x columns, to loss. */
    public static void run(float[] z, int zo, float[] target, int to, float[] loss, int lo, int rows, int columns) {
        RowTiles.run(rows, columns, (row, count) -> {
            int from = zo + row * columns;
            Exponentials e = Exponentials.sums(z, from, count, columns);
            float[] logs = e.logs();
            for (int i = 0; i < count; i++) {
                int label = (int) target[to + row + i];
                // The difference first: with a large shift the sum would round away the logarithm.
                loss[lo + row + i] = logs[i] - (z[from + i * columns + label] - e.shifts[i]);
            }
        });
    }

    /**
     * Writes g_i (softmax(z)_ij - [j = target_i]) to out, which may be z at the same offset; z and out are rows x columns.
     *
     * @param g the gradients of the rows' cross-entropies
     */
    public static void gradient(
            float[] z, int zo, float[] target, int to, float[] g, int go, float[] out, int oo, int rows, int columns) {
        RowTiles.run(rows, columns, (row, count) -> {
            float[] gradients = Arrays.copyOfRange(g, go + row, go + row + Exponentials.padded(count));
            int start = oo + row * columns;
            Exponentials.softmax(z, zo + row * columns, gradients, out, start, count, columns);
            for (int i = 0; i < count; i++) {
                out[start + i * columns + (int) target[to + row + i]] -= gradients[i];
            }
        });
    }
}
