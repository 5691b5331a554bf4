package lanegrad.kernels.rowwise;

/** Rows in the plainest form, from which the kernels must not differ by a bit. */
final class Rows {
    private Rows() {}

    static float[] row(float[] x, int xo, int row, int columns) {
        return java.util.Arrays.copyOfRange(x, xo + row * columns, xo + (row + 1) * columns);
    }

    static float shift(float[] row) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : row) {
            greatest = value > greatest ? value : greatest;
        }
        return greatest + 0f;
    }

    static float[] exponentials(float[] row) {
        float shift = shift(row);
        float[] e = new float[row.length];
        for (int j = 0; j < e.length; j++) {
            e[j] = Falling.at(row[j] - shift);
        }
        return e;
    }

    /** 16 sums by index, folded in halves; beyond 4096 elements, sums of such sums. */
    static float sum(float[] x) {
        float[] total = new float[16];
        for (int start = 0; start < x.length; start += 4096) {
            float[] block = new float[16];
            for (int i = start; i < Math.min(x.length, start + 4096); i++) {
                block[i % 16] += x[i];
            }
            for (int k = 0; k < 16; k++) {
                total[k] += block[k];
            }
        }
        for (int half = 8; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                total[i] += total[i + half];
            }
        }
        return total[0];
    }

    /** 64 sums by index, folded in halves; beyond 4096 elements, such a sum of the blocks' sums. */
    static float plainSum(float[] x) {
        if (x.length > 4096) {
            float[] blocks = new float[(x.length - 1) / 4096 + 1];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = plainSum(java.util.Arrays.copyOfRange(x, i * 4096, Math.min(x.length, (i + 1) * 4096)));
            }
            return plainSum(blocks);
        }
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
