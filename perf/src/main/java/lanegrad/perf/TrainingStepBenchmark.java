package lanegrad.perf;

import java.util.concurrent.TimeUnit;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Categorical;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainSpec;
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

/** One training step of [784, 512, 256, 10] with ReLU, softmax cross-entropy and Adam, batch 128. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 7, time = 2)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TrainingStepBenchmark {
    private static final int STEPS = 20;
    private static final int BATCH = 128;

    /** The workers of the team. */
    @Param({"1", "2"})
    public int threads;

    private Trainer trainer;
    private final Tensor x = Tensor.zeros(Shape.of(BATCH, 784));
    private final Tensor y = Tensor.zeros(Shape.of(BATCH, 1));

    /** A fresh model and random data. */
    @Setup
    public void prepare() {
        ModelSpec spec = ModelSpec.of(
                        layers -> layers.dense(512).relu().dense(256).relu())
                .output(new Categorical());
        trainer = new Trainer(new Model(spec, 784, 10, 1), new TrainSpec());
        Philox.normal(Philox.key(1, "x"), 0, x.data(), 0, x.count());
        for (int row = 0; row < BATCH; row++) {
            y.data()[row] = row % 10;
        }
    }

    /** Steps within one team, since a team is enlisted for a whole run. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public float step() {
        return Tiles.with(threads, () -> {
            float cost = 0;
            for (int i = 0; i < STEPS; i++) {
                cost = trainer.step(x, y);
            }
            return cost;
        });
    }
}
