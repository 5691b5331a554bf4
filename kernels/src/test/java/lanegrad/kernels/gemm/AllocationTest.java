package lanegrad.kernels.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.pointwise.Relu;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("allocation")
class AllocationTest {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Products products = new Products(6);

    @ParameterizedTest
    @CsvSource({
        "64, 64, 64, 1",
        "64, 64, 64, 2",
        "40, 10, 65, 1",
        "10, 40, 64, 1",
        "1, 104, 40, 1",
        "70, 90, 1, 1",
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
        long bytes = Tiles.with(
                workers,
                () -> least(call -> Gemm.multiply(lefts[call % 2], rights[call / 2 % 2], c, call % 8 < 4, epilogue)));
        assertThat(bytes).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void packingAgainAllocatesNothing(int workers) {
        assumeTrue(Cpu.VECTORS, "C2 compiles the loops on vectors");
        Matrix[] rights = {products.matrix(40, 300), products.transposed(40, 300)};
        Packed packed = Packed.of(rights[0]);
        long bytes = Tiles.with(workers, () -> least(call -> packed.set(rights[call % 2])));
        assertThat(bytes).isZero();
    }

    @Test
    void aScalarProductAllocatesNothing() {
        Matrix[] lefts = {products.matrix(9, 40), products.matrix(30, 5)};
        Matrix[] rights = {products.transposed(40, 17), products.matrix(5, 31)};
        Matrix[] cs = {products.matrix(9, 17), products.matrix(30, 31)};
        long bytes =
                least(call -> GemmReference.multiply(lefts[call % 2], rights[call % 2], cs[call % 2], call % 4 < 2));
        assertThat(bytes).isZero();
    }

    /** The bytes of a hundred calls; until C2 has compiled everything, vectors are objects. */
    private static long least(IntConsumer call) {
        long least = Long.MAX_VALUE;
        long end = System.nanoTime() + 60_000_000_000L;
        while (least > 0 && System.nanoTime() < end) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                call.accept(i);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
