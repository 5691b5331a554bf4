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
    public static void multiply(Matrix a, Matrix b, Matrix c) {
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
    public static void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate, Epilogue epilogue) {
        check(a, b, c);
        epilogue.check(c.cols());
        if (c.rows() == 0 || c.cols() == 0) {
            return;
        }
        int parts = Blocking.parts((long) c.rows() * c.cols() * a.cols(), Tiles.workers());
        if (parts == 1) {
            serial(a, b, c, accumulate, epilogue);
        } else {
            parallel(a, b, c, accumulate, epilogue, parts);
        }
    }

    /** Cuts C in a grid; each part is a product by itself. */
    private static void parallel(Matrix a, Matrix b, Matrix c, boolean accumulate, Epilogue epilogue, int parts) {
        int across = Blocking.across(parts, c.rows(), c.cols());
        int down = parts / across;
        Tiles.run(parts, part -> {
            int i0 = Blocking.cut(c.rows(), down, part / across, Blocking.MR);
            int i1 = Blocking.cut(c.rows(), down, part / across + 1, Blocking.MR);
            int j0 = Blocking.cut(c.cols(), across, part % across, Blocking.NR);
            int j1 = Blocking.cut(c.cols(), across, part % across + 1, Blocking.NR);
            if (i0 < i1 && j0 < j1) {
                serial(
                        a.part(i0, i1, 0, a.cols()),
                        b.part(0, b.rows(), j0, j1),
                        c.part(i0, i1, j0, j1),
                        accumulate,
                        epilogue.from(j0));
            }
        });
    }

    private static void serial(Matrix a, Matrix b, Matrix c, boolean accumulate, Epilogue epilogue) {
        if (!Cpu.VECTORS) {
            GemmReference.multiply(a, b, c, accumulate);
            epilogue.apply(c, 0, c.rows());
        } else if (Blocking.turn(a, c.cols())) {
            // Each element is the same chain of the same products, so its bits are the same.
            vectors(b.transpose(), a.transpose(), c.transpose(), accumulate, Epilogue.NONE);
            epilogue.apply(c, 0, c.rows());
        } else {
            vectors(a, b, c, accumulate, epilogue);
        }
    }

    private static void vectors(Matrix a, Matrix b, Matrix c, boolean accumulate, Epilogue epilogue) {
        if (c.rows() == 1 && c.colStride() == 1 && b.colStride() == 1) {
            RowKernel.multiply(a, b, c, accumulate);
            epilogue.apply(c, 0, 1);
        } else {
            Blocked.ofThread().multiply(a, b, c, accumulate, epilogue);
        }
    }

    private static void check(Matrix a, Matrix b, Matrix c) {
        if (a.cols() != b.rows() || c.rows() != a.rows() || c.cols() != b.cols()) {
            throw new IllegalArgumentException("C = A B: A is " + a.shape() + " and B is " + b.shape()
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
        checkApart("B", b, c);
    }

    private static void checkApart(String name, Matrix x, Matrix c) {
        if (x.overlaps(c)) {
            throw new IllegalArgumentException("C = A B: C overlaps " + name + " in the same array: C is " + c.shape()
                    + " from " + c.offset() + ", " + name + " is " + x.shape() + " from " + x.offset());
        }
    }
}
