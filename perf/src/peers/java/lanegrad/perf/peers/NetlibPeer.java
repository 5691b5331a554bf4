package lanegrad.perf.peers;

import java.util.Optional;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;

/** dev.ludovic.netlib's pure Java, which has one thread. Its matrices are column-major, so it computes C' = B' A'. */
final class NetlibPeer implements Peer {
    private final BLAS blas = JavaBLAS.getInstance();

    /** Its vector form is a class of its own, taken only when the Vector API's module is there. */
    @Override
    public String about() {
        return blas.getClass().getName();
    }

    /** Not the largest: it takes seconds, as if no cache were there. */
    @Override
    public Optional<Work> gemm(Shape shape, float[] a, float[] b) {
        if (shape.k() >= 2048) {
            return Optional.empty();
        }
        float[] c = new float[shape.m() * shape.n()];
        return Optional.of(new Work(
                () -> blas.sgemm(
                        shape.bTransposed() ? "T" : "N",
                        shape.aTransposed() ? "T" : "N",
                        shape.n(),
                        shape.m(),
                        shape.k(),
                        1,
                        b,
                        shape.bStride(),
                        a,
                        shape.aStride(),
                        0,
                        c,
                        shape.n()),
                () -> c));
    }
}
