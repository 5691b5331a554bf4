package lanegrad.kernels.gemm;

/** A matrix of the product at hand, in variables of its own, so that turning or cutting it makes no object. */
final class Operand {
    private static final float[] NOTHING = {};

    float[] data = NOTHING;
    int offset;

    /** From a row to the next. */
    int down;

    /** From a column to the next. */
    int right;

    void set(Matrix x, boolean turned) {
        data = x.data();
        offset = x.offset();
        down = turned ? x.colStride() : x.rowStride();
        right = turned ? x.rowStride() : x.colStride();
    }

    void clear() {
        data = NOTHING;
    }

    int at(int row, int col) {
        return offset + row * down + col * right;
    }
}
