package lanegrad.perf;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A region of two equal halves: with two workers it should take little more than one half, however short that is.
 *
 * <p>The halves are fused multiply-adds on registers, so that neither caches nor memory come in. Many regions run one
 * after another, since a team is enlisted for a whole run; enlisting it, a millisecond or two, is shared by {@value
 * #REGIONS}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TilesBenchmark {
    private static final int REGIONS = 10_000;
    private static final int PROBE = 1 << 16;

    /** How the second half gets to another thread. */
    public enum Way {
        /** It doesn't: the caller does both. */
        ALONE,
        /** A task is submitted to a fork-join pool from outside. */
        SUBMIT,
        /** The caller is a worker of the pool, and forks. */
        FORK,
        /** A team of two. */
        TEAM,
        /** A team of sixteen, however many processors there are. */
        TEAM_OF_16
    }

    /** How. */
    @Param
    public Way way;

    /** Microseconds that each half takes by itself. */
    @Param({"1", "2", "5", "10", "28", "94"})
    public int half;

    private final ForkJoinPool pool = new ForkJoinPool(2);
    private final float[] sums = new float[64];
    private int rounds;

    /** Finds out how many rounds a half takes. */
    @Setup
    public void prepare() {
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 2000; i++) {
            long start = System.nanoTime();
            sums[0] += Peak.run(PROBE);
            fastest = Math.min(fastest, (double) (System.nanoTime() - start));
        }
        rounds = (int) Math.max(1, PROBE * (1000.0 * half / fastest));
    }

    /** Ends the pool. */
    @TearDown
    public void close() {
        pool.close();
    }

    /** The region. */
    @Benchmark
    @OperationsPerInvocation(REGIONS)
    public float region() {
        switch (way) {
            case ALONE -> team(1);
            case SUBMIT -> submit();
            case FORK -> pool.invoke(ForkJoinTask.adapt(this::fork));
            case TEAM -> team(2);
            case TEAM_OF_16 -> team(16);
        }
        return sums[0] + sums[32];
    }

    private void team(int workers) {
        Tiles.with(workers, () -> {
            for (int i = 0; i < REGIONS; i++) {
                Tiles.run(2, this::half);
            }
            return 0;
        });
    }

    private void submit() {
        for (int i = 0; i < REGIONS; i++) {
            ForkJoinTask<?> second = pool.submit(() -> half(1));
            half(0);
            second.join();
        }
    }

    private void fork() {
        for (int i = 0; i < REGIONS; i++) {
            ForkJoinTask<?> second = ForkJoinTask.adapt(() -> half(1)).fork();
            half(0);
            second.join();
        }
    }

    private void half(int which) {
        sums[32 * which] += Peak.run(rounds);
    }
}
