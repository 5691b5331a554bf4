package lanegrad.perf;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Categorical;
import lanegrad.loss.Gaussian;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.optim.Adam;
import lanegrad.optim.Momentum;
import lanegrad.optim.Optimizer;
import lanegrad.optim.Sgd;
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

    /** Sizes, batch and optimiser, as in peers/training_step.py. */
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
        String[] words = network.split(" ", -1);
        int[] sizes = Arrays.stream(words[0].split("-", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        int batch = Integer.parseInt(words[1]);
        int outputs = sizes[sizes.length - 1];
        Optimizer optimizer = switch (words[2]) {
            case "adam" -> new Adam(RATE);
            case "momentum" -> new Momentum(RATE, 0.9, 0);
            default -> new Sgd(RATE, 0);
        };
        ModelSpec spec = ModelSpec.of(layers -> {
                    for (int i = 1; i < sizes.length - 1; i++) {
                        layers.dense(sizes[i]).relu();
                    }
                    return layers;
                })
                .output(outputs == 1 ? new Gaussian() : new Categorical());
        Model model = new Model(spec, sizes[0], outputs, 1);
        trainer = new Trainer(model, new TrainSpec().optimizer(optimizer));
        x = Tensor.zeros(Shape.of(batch, sizes[0]));
        y = Tensor.zeros(Shape.of(batch, 1));
        Philox.normal(Philox.key(1, "x"), 0, x.data(), 0, x.count());
        for (int row = 0; row < batch; row++) {
            y.data()[row] = row % outputs;
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
