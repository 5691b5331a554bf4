package lanegrad.perf;

import java.util.concurrent.TimeUnit;
import lanegrad.model.Inference;
import lanegrad.tensor.Tensor;
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

/** A prediction on one thread, which allocates nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PredictionBenchmark {
    /** The sizes of the network. */
    @Param({"20-64-64-1", "784-512-256-10"})
    public String sizes;

    /** The rows of the batch. */
    @Param({"1", "32"})
    public int rows;

    private Inference inference;

    /** A fresh model and random data. */
    @Setup
    public void prepare() {
        Network network = Network.of(sizes + " " + rows + " sgd");
        inference = new Inference(network.model());
        System.arraycopy(network.x(rows).data(), 0, inference.input(rows).data(), 0, rows * network.inputs());
    }

    /** The means of all rows. */
    @Benchmark
    public Tensor predict() {
        return inference.predict(rows);
    }
}
