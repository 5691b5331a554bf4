package lanegrad.kernels.gemm;

/** A matrix of the product at hand, in variables of its own, so that turning or cutting it makes no object. */
final class Operand {
    private static final float[] NOTHING = {};

    float[] data = NOTHING;

    /** From a row to the next. */
    int down;

    /** From a column to the next. */
    int right;

    private int offset;

    /** From a column to the next of a packed matrix, at the beginning of a panel; else 0. */
    private int packed;

    void set(Matrix x, boolean turned) {
        data = x.data();
        offset = x.offset();
        down = turned ? x.colStride() : x.rowStride();
        right = turned ? x.rowStride() : x.colStride();
        packed = 0;
    }

    void set(Packed x) {
        data = x.panels();
        offset = 0;
        down = Blocking.NR;
        right = 1;
        packed = x.rows();
    }

    void clear() {
        data = NOTHING;
    }

    boolean isPacked() {
        return packed > 0;
    }

    /** Where an element is; of a packed matrix, one in the first column of a panel. */
    int at(int row, int col) {
        return offset + row * down + col * (packed > 0 ? packed : right);
    }
}
