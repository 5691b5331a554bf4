package lanegrad.perf.peers;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/** OpenBLAS, on memory outside the heap, since its calls would copy arrays. */
final class OpenBlasPeer implements Peer {
    @Override
    public Work gemm(Shape shape, float[] a, float[] b) {
        FloatPointer x = new FloatPointer(a);
        FloatPointer y = new FloatPointer(b);
        FloatPointer z = new FloatPointer((long) shape.m() * shape.n());
        return new Work(
                () -> cblas_sgemm(
                        CblasRowMajor,
                        shape.aTransposed() ? CblasTrans : CblasNoTrans,
                        shape.bTransposed() ? CblasTrans : CblasNoTrans,
                        shape.m(),
                        shape.n(),
                        shape.k(),
                        1,
                        x,
                        shape.aStride(),
                        y,
                        shape.bStride(),
                        0,
                        z,
                        shape.n()),
                () -> {
                    float[] c = new float[shape.m() * shape.n()];
                    z.get(c);
                    return c;
                });
    }
}
