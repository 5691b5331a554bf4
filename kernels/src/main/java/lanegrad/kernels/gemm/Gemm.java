package lanegrad.kernels.gemm;

import lanegrad.kernels.Cpu;
import lanegrad.kernels.Tiles;

/**
 * Matrix multiplication: C = A B or C += A B, for any strides of A and B.
 *
 * <p>Each element c[i][j] is one chain of fused multiply-adds over ascending k, beginning from 0, or from c[i][j] when
 * accumulating. Neither block sizes nor vector width nor the number of workers can change a bit of it.
 *
 * <p>The blocking follows Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication (2008).
 */
public final class Gemm {
    private Gemm() {}

    /** C = A B. */
    public static void multiply(Matrix a, Factor b, Matrix c) {
        multiply(a, b, c, false, Epilogue.NONE);
    }

    /**
     * C = A B, or C += A B when it accumulates, then the epilogue on C.
     *
     * <p>When it does not accumulate, C's old elements are not read. A team of {@link Tiles} shares the work if there is
     * enough of it.
     *
     * @param c the product, whose columns are contiguous
     * @throws IllegalArgumentException if the shapes do not match, C's columns are not contiguous, its rows overlap
     *     each other, or it overlaps A or B
     */
    public static void multiply(Matrix a, Factor b, Matrix c, boolean accumulate, Epilogue epilogue) {
        check(a, b, c);
        epilogue.check(c.rows(), c.cols());
        if (c.rows() == 0 || c.cols() == 0) {
            return;
        }
        if (Cpu.VECTORS) {
            Product product = Product.ofThread().set(a, b, c, accumulate, epilogue);
            try {
                product.run();
            } finally {
                product.clear();
            }
        } else {
            GemmReference.multiply(a, b instanceof Packed packed ? packed.matrix() : (Matrix) b, c, accumulate);
            epilogue.apply(c.data(), c.offset(), c.rowStride(), 0, c.rows(), 0, c.cols());
        }
    }

    /**
     * The product C = A B, then the epilogue, to be computed many times: what can be decided is decided once.
     *
     * <p>It reads what A and B hold at the time. It belongs to one thread at a time.
     *
     * @param c the product, whose columns are contiguous
     * @throws IllegalArgumentException as {@link #multiply} does
     */
    public static Runnable prepare(Matrix a, Factor b, Matrix c, Epilogue epilogue) {
        check(a, b, c);
        epilogue.check(c.rows(), c.cols());
        if (Cpu.VECTORS && c.rows() > 0 && c.cols() > 0) {
            return new Product().set(a, b, c, false, epilogue);
        }
        return () -> multiply(a, b, c, false, epilogue);
    }

    private static void check(Matrix a, Factor b, Matrix c) {
        if (a.cols() != b.rows() || c.rows() != a.rows() || c.cols() != b.cols()) {
            throw new IllegalArgumentException("C = A B: A is " + a.shape() + " and B is " + b.rows() + "x" + b.cols()
                    + (a.cols() == b.rows()
                            ? ", so C must be " + a.rows() + "x" + b.cols() + " but is " + c.shape()
                            : ": A's columns must be as many as B's rows"));
        }
        if (c.cols() > 1 && c.colStride() != 1) {
            throw new IllegalArgumentException("C = A B: C's columns must be contiguous, but the column stride of its "
                    + c.shape() + " is " + c.colStride());
        }
        if (c.rows() > 1 && Math.abs((long) c.rowStride()) < c.cols()) {
            throw new IllegalArgumentException(
                    "C = A B: the rows of C, " + c.shape() + ", overlap: its row stride is " + c.rowStride());
        }
        checkApart("A", a, c);
        if (b instanceof Matrix matrix) {
            checkApart("B", matrix, c);
        }
    }

    private static void checkApart(String name, Matrix x, Matrix c) {
        if (x.overlaps(c)) {
            throw new IllegalArgumentException("C = A B: C overlaps " + name + " in the same array: C is " + c.shape()
                    + " from " + c.offset() + ", " + name + " is " + x.shape() + " from " + x.offset());
        }
    }
}
