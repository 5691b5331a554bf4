package lanegrad.kernels.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.pointwise.Relu;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("allocation")
class AllocationTest {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Products products = new Products(6);

    @ParameterizedTest
    @CsvSource({
        "64, 64, 64, 1",
        "64, 64, 64, 2",
        "40, 10, 64, 1",
        "10, 40, 64, 1",
        "1, 100, 40, 1",
        "3, 70, 20, 1",
        "4, 8, 2, 1",
        "50, 100, 30, 2"
    })
    void aCallAllocatesNothing(int m, int n, int k, int workers) {
        assumeTrue(Cpu.VECTORS, "C2 compiles the loops on vectors");
        Epilogue epilogue = Epilogue.bias(new float[n], 0).then(new Relu());
        Matrix[] lefts = {products.matrix(m, k), products.transposed(m, k)};
        Matrix[] rights = {products.matrix(k, n), products.transposed(k, n)};
        Matrix c = products.matrix(m, n);
        long bytes = Tiles.with(workers, () -> {
            long least = Long.MAX_VALUE;
            // Until C2 has compiled everything, vectors are objects.
            long end = System.nanoTime() + 60_000_000_000L;
            while (least > 0 && System.nanoTime() < end) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int call = 0; call < 100; call++) {
                    Matrix a = lefts[call % 2];
                    Matrix b = rights[call / 2 % 2];
                    Gemm.multiply(a, b, c, call % 8 < 4, epilogue);
                }
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            return least;
        });
        assertThat(bytes).isZero();
    }
}
