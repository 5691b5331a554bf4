package lanegrad.kernels.pointwise;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Floats;
import lanegrad.kernels.Tiles;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No loop of a function allocates, once it is compiled: neither boxed vectors nor bodies of regions. */
@Tag("allocation")
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int N = 20_000;
    private static final int CALLS = 40;

    /** The time of this thread, not the clock's: others may have the machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** One vector boxed in each step of a loop would be a hundred thousand bytes a call. */
    static final double BYTES = 256;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void noFunctionAllocates(int workers) {
        Assumptions.assumeTrue(Cpu.VECTORS);
        float[] x = Floats.normal(1, N);
        float[] g = Floats.normal(2, N);
        float[] y = new float[N];
        Map<Pointwise, Double> bytes = new LinkedHashMap<>();
        for (Pointwise f : Functions.pointwise()) {
            PointwiseLoop loop = PointwiseLoop.of(f);
            double least = least(workers, () -> {
                loop.apply(x, 0, y, 0, N);
                loop.backward(x, 0, g, 0, y, 0, N);
                loop.applyBiased(g, 0, y, 0, N / 40, 40, N / 40);
            });
            if (least > BYTES) {
                bytes.put(f, least);
            }
        }
        assertThat(bytes).as("bytes a call").isEmpty();
    }

    @Test
    void noPairOfArraysAllocates() {
        Assumptions.assumeTrue(Cpu.VECTORS);
        float[] x = Floats.normal(1, N);
        float[] y = new float[N];
        for (Binary f : Functions.binary()) {
            BinaryLoop loop = BinaryLoop.of(f);
            assertThat(least(3, () -> {
                        loop.apply(x, 0, x, 0, y, 0, N);
                        loop.applyLeft(2, x, 0, y, 0, N);
                        loop.applyRight(x, 0, 2, y, 0, N);
                    }))
                    .as("bytes a call of %s", f)
                    .isLessThan(BYTES);
        }
    }

    @Test
    void noChainAllocates() {
        Assumptions.assumeTrue(Cpu.VECTORS);
        float[] x = Floats.normal(1, N);
        float[] y = new float[N];
        for (Chain chain : ChainTest.chains()) {
            ChainLoop loop = ChainLoop.of(chain);
            float[][] in = new float[1 + chain.numbers().size()][];
            Arrays.fill(in, x);
            int[] at = new int[in.length];
            assertThat(least(1, () -> loop.run(in, at, y, 0, 0, N)))
                    .as("bytes a call of %s", chain)
                    .isLessThan(BYTES);
        }
    }

    /** The least bytes of a call: at first the compiler is still at work, on a busy machine for seconds. */
    static double least(int workers, Runnable call) {
        return Tiles.with(workers, () -> {
            double least = Double.POSITIVE_INFINITY;
            long end = THREADS.getCurrentThreadCpuTime() + PATIENCE.toNanos();
            while (least >= BYTES && THREADS.getCurrentThreadCpuTime() < end) {
                long before = THREADS.getTotalThreadAllocatedBytes();
                for (int i = 0; i < CALLS; i++) {
                    call.run();
                }
                least = Math.min(least, (double) (THREADS.getTotalThreadAllocatedBytes() - before) / CALLS);
            }
            return least;
        });
    }
}
