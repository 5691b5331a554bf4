package lanegrad.perf.peers;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.util.Optional;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/** OpenBLAS, on memory outside the heap, since its calls would copy arrays. */
@SuppressWarnings("restricted") // asking the library what it runs on
final class OpenBlasPeer implements Peer {
    private static final AddressLayout TEXT = ValueLayout.ADDRESS.withTargetLayout(
            MemoryLayout.sequenceLayout(Integer.MAX_VALUE, ValueLayout.JAVA_BYTE));

    @Override
    public String about() {
        Path library = Path.of(Loader.load(openblas.class)).resolveSibling("libopenblas.so.0");
        return told(library, "openblas_get_config") + ", running on the kernels for "
                + told(library, "openblas_get_corename");
    }

    /** What a function without arguments of OpenBLAS answers; its Java binding leaves these functions out. */
    private static String told(Path library, String function) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment symbol =
                    SymbolLookup.libraryLookup(library, arena).find(function).orElseThrow();
            return ((MemorySegment) Linker.nativeLinker()
                            .downcallHandle(symbol, FunctionDescriptor.of(TEXT))
                            .invokeExact())
                    .getString(0)
                    .strip();
        } catch (Throwable thrown) {
            return function + ": " + thrown;
        }
    }

    @Override
    public Optional<Work> gemm(Shape shape, float[] a, float[] b) {
        FloatPointer x = new FloatPointer(a);
        FloatPointer y = new FloatPointer(b);
        FloatPointer z = new FloatPointer((long) shape.m() * shape.n());
        return Optional.of(new Work(
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
                }));
    }
}
