package lanegrad.perf;

import java.util.concurrent.TimeUnit;
import lanegrad.kernels.Peak;
import lanegrad.kernels.Tiles;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A region of two equal halves: with two workers it should take little more than one half, however short that is.
 *
 * <p>The halves are fused multiply-adds on registers, so that neither caches nor memory come in. Many regions run in
 * one team, since a team is enlisted for a whole run; the first finds its worker parked and is one of {@value
 * #REGIONS}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TilesBenchmark {
    private static final int REGIONS = 1000;
    private static final int PROBE = 1 << 16;

    /** Microseconds that each half takes by itself. */
    @Param({"1", "10", "28", "100"})
    public int half;

    /** The workers of the team. */
    @Param({"1", "2"})
    public int threads;

    private final float[] sums = new float[64];
    private int rounds;

    /** Finds out how many rounds a half takes. */
    @Setup
    public void prepare() {
        OtherKernels.warm();
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 2000; i++) {
            long start = System.nanoTime();
            sums[0] += Peak.run(PROBE);
            fastest = Math.min(fastest, (double) (System.nanoTime() - start));
        }
        rounds = (int) Math.max(1, PROBE * (1000.0 * half / fastest));
    }

    /** The region. */
    @Benchmark
    @OperationsPerInvocation(REGIONS)
    public float region() {
        return Tiles.with(threads, () -> {
            for (int i = 0; i < REGIONS; i++) {
                Tiles.run(2, tile -> sums[32 * tile] += Peak.run(rounds));
            }
            return sums[0] + sums[32];
        });
    }
}
