package lanegrad.kernels.gemm;

/**
 * The ways to compute a part of a product, each with the memory that it works in.
 *
 * <p>Each thread keeps its own, so that multiplying needs no pool, and allocates nothing once they have grown to its
 * sizes.
 */
final class Ways {
    private static final ThreadLocal<Ways> OF_THREAD = ThreadLocal.withInitial(Ways::new);

    private final Blocked blocked = new Blocked();
    private final OneRow oneRow = new OneRow();
    private final OneRowPacked oneRowPacked = new OneRowPacked();
    private final TenColumns tenColumns = new TenColumns();

    private Ways() {}

    static Ways ofThread() {
        return OF_THREAD.get();
    }

    /** The rows from i0 to i1 and columns from j0 to j1 of a product. */
    void multiply(Product x, int i0, int i1, int j0, int j1) {
        if (OneRow.suits(x, i1 - i0)) {
            oneRow.multiply(x, i0, j0, j1);
        } else if (OneRowPacked.suits(x, i1 - i0)) {
            oneRowPacked.multiply(x, i0, j0, j1);
        } else if (OneRowTurned.suits(x, i1 - i0, j1 - j0)) {
            OneRowTurned.multiply(x, i0, j0, j1);
        } else if (OneStep.suits(x)) {
            OneStep.multiply(x, i0, i1, j0, j1);
        } else if (j0 == 0 && TenColumns.suits(x, i1 - i0, j1)) {
            tenColumns.multiply(x, i0, i1, j1);
        } else {
            blocked.multiply(x, i0, i1, j0, j1);
        }
    }
}
