package lanegrad.perf;

import java.util.concurrent.TimeUnit;
import lanegrad.kernels.random.Philox;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Random numbers: 64 Ki, as for a mask of a hidden layer, and 4 Mi, as for the weights of a large one; one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class RandomBenchmark {
    /** How many. */
    @Param({"65536", "4194304"})
    public int n;

    private float[] y;

    /** Room for them, after all other kernels are warm. */
    @Setup
    public void prepare() {
        OtherKernels.warm();
        y = new float[n];
    }

    /** Between 0 and 1. */
    @Benchmark
    public float[] uniform() {
        Philox.uniform(1, 2, y, 0, n);
        return y;
    }

    /** Of the standard normal distribution. */
    @Benchmark
    public float[] normal() {
        Philox.normal(1, 2, y, 0, n);
        return y;
    }

    /** Of dropout. */
    @Benchmark
    public float[] mask() {
        Philox.mask(1, 2, 0.5f, y, 0, n);
        return y;
    }
}
