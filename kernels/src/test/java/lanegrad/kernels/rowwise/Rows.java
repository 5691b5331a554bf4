package lanegrad.kernels.rowwise;

import lanegrad.kernels.pointwise.Exp;

/** Rows in the plainest form, from which the kernels must not differ by a bit. */
final class Rows {
    private static final Exp EXP = new Exp();

    private Rows() {}

    static float[] row(float[] x, int xo, int row, int columns) {
        return java.util.Arrays.copyOfRange(x, xo + row * columns, xo + (row + 1) * columns);
    }

    static float shift(float[] row) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : row) {
            greatest = value > greatest ? value : greatest;
        }
        return Float.isInfinite(greatest) ? 0 : greatest + 0f;
    }

    static float[] exponentials(float[] row) {
        float shift = shift(row);
        float[] e = new float[row.length];
        for (int j = 0; j < e.length; j++) {
            e[j] = EXP.at(row[j] - shift);
        }
        return e;
    }

    /** For up to 4096 elements: 64 sums by index, folded in halves. */
    static float sum(float[] x) {
        float[] sums = new float[64];
        for (int i = 0; i < x.length; i++) {
            sums[i % 64] += x[i];
        }
        for (int half = 32; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        return sums[0];
    }

    static double logSumExp(float[] row) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (float value : row) {
            greatest = Math.max(greatest, value);
        }
        double sum = 0;
        for (float value : row) {
            sum += Math.exp(value - greatest);
        }
        return greatest + Math.log(sum);
    }
}
