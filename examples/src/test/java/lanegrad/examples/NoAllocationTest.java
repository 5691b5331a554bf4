package lanegrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import lanegrad.kernels.Tiles;
import lanegrad.model.Inference;
import lanegrad.optim.Clip;
import lanegrad.optim.ClipNorm;
import lanegrad.optim.ClipParameterNorm;
import lanegrad.optim.CosineDecay;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.Experiment;
import lanegrad.train.Run;
import lanegrad.train.TrainEvent;
import lanegrad.train.TrainSpec;
import lanegrad.train.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Once the code is compiled, no example allocates a byte in a training step or a prediction. */
class NoAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Far more than the compiler needs; the first epoch without an allocation ends the training. */
    private static final int EPOCHS = 30_000;

    @ParameterizedTest
    @CsvSource({"xor, 4", "spirals, 32", "digits, 32", "inverse, 50"})
    void aStepAllocatesNothing(String name, int batch) {
        Run run = start(name);
        Trainer trainer = new Trainer(run.model(), run.experiment().train());
        Tensor x = Tensor.zeros(Shape.of(batch, run.model().in().batchOf(batch).columns()));
        Tensor y = Tensor.zeros(Shape.of(batch, 1));
        assertThat(leastOf(() -> allocatedBy(() -> trainer.step(x, y)))).isZero();
    }

    @ParameterizedTest
    @CsvSource({"xor, 1", "spirals, 1", "digits, 1", "inverse, 1", "digits, 64"})
    void aPredictionAllocatesNothing(String name, int rows) {
        Inference inference = new Inference(start(name).model());
        assertThat(leastOf(() -> allocatedBy(() -> inference.predict(rows)))).isZero();
    }

    /** From the first step of an epoch to its last: what lies between includes the batches and the events. */
    @ParameterizedTest
    @ValueSource(strings = {"spirals", "digits", "inverse"})
    void theStepsOfAnEpochAllocateNothing(String name) {
        Experiment experiment = Spellings.yaml(name);
        assertThat(leastOfAnEpoch(experiment, experiment.train())).isZero();
    }

    /** The rate and the factor of the gradients differ from step to step. */
    @ParameterizedTest
    @MethodSource("clips")
    void norDoTheyWithAScheduleAndClippedGradients(Clip clip) {
        Experiment experiment = Spellings.yaml("spirals");
        TrainSpec train = experiment.train().schedule(new CosineDecay()).clip(clip);
        assertThat(leastOfAnEpoch(experiment, train)).isZero();
    }

    static List<Clip> clips() {
        return List.of(new ClipNorm(0.01), new ClipParameterNorm(0.01));
    }

    private static long leastOfAnEpoch(Experiment experiment, TrainSpec train) {
        Run run = experiment.train(train.epochs(EPOCHS)).start(Path.of("yaml"));
        long[] least = {Long.MAX_VALUE};
        long[] first = {0};
        long[] last = {0};
        Tiles.with(
                2,
                () -> run.fit(event -> {
                    long now = THREADS.getCurrentThreadAllocatedBytes();
                    if (event instanceof TrainEvent.EpochDone) {
                        least[0] = Math.min(least[0], last[0] - first[0]);
                        first[0] = 0;
                        if (least[0] == 0) {
                            run.stop();
                        }
                    } else {
                        first[0] = first[0] == 0 ? now : first[0];
                        last[0] = now;
                    }
                }));
        return least[0];
    }

    private static Run start(String name) {
        return Spellings.yaml(name).start(Path.of("yaml"));
    }

    private static long allocatedBy(Runnable call) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            call.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** The least of many trials; a compiler in the background takes its time, so it is waited for. */
    private static long leastOf(LongSupplier trial) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < end) {
            least = Math.min(least, trial.getAsLong());
        }
        return least;
    }
}
