package lanegrad.perf;

import java.util.concurrent.TimeUnit;
import lanegrad.kernels.Tiles;
import lanegrad.tensor.Tensor;
import lanegrad.train.Trainer;
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

/** A whole training step with ReLU, and softmax cross-entropy or for one output the squared error. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 7, time = 2)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TrainingStepBenchmark {
    private static final int STEPS = 20;

    /** Small, so that the numbers don't become denormal. */
    private static final double RATE = 1e-5;

    /** The workers of the team. */
    @Param({"1", "2"})
    public int threads;

    /** Sizes, batch and optimiser. */
    @Param({
        "784-512-256-10 128 adam",
        "784-512-256-10 32 momentum",
        "784-128-10 64 sgd",
        "784-2048-2048-10 256 adam",
        "20-64-64-1 32 adam",
        "64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-10 64 adam",
        "2-8-1 4 sgd"
    })
    public String network;

    private Trainer trainer;
    private Tensor x;
    private Tensor y;

    /** A fresh model and random data. */
    @Setup
    public void prepare() {
        Network of = Network.of(network);
        trainer = of.trainer(RATE);
        x = of.x(of.batch());
        y = of.y();
    }

    /** Steps within one team, since a team is enlisted for a whole run; one thread has none, and allocates nothing. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public float step() {
        return threads == 1 ? steps() : Tiles.with(threads, this::steps);
    }

    private float steps() {
        float cost = 0;
        for (int i = 0; i < STEPS; i++) {
            cost = trainer.step(x, y);
        }
        return cost;
    }
}
