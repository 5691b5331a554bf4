package lanegrad.kernels.gemm;

/** The right factor of a product: a matrix where it is, or one that was packed for many products. */
public sealed interface Factor permits Matrix, Packed {
    /** The number of rows. */
    int rows();

    /** The number of columns. */
    int cols();
}
