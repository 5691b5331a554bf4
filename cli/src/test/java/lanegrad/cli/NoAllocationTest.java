package lanegrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Categorical;
import lanegrad.model.Inference;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainSpec;
import lanegrad.train.Trainer;
import org.junit.jupiter.api.Test;

/** Once the code is compiled, neither a training step nor a prediction allocates a byte. */
class NoAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Model model = new Model(
            ModelSpec.of(layers -> layers.dense(32).relu().dense(32).relu()).output(new Categorical()), 16, 4, 1);

    @Test
    void aTrainingStepAllocatesNothing() {
        Trainer trainer = new Trainer(model, new TrainSpec());
        Tensor x = Tensor.zeros(Shape.of(16, 16));
        Tensor y = Tensor.zeros(Shape.of(16, 1));
        Philox.normal(Philox.key(1, "x"), 0, x.data(), 0, x.count());
        assertThat(leastAllocated(() -> trainer.step(x, y))).isZero();
    }

    @Test
    void aPredictionAllocatesNothing() {
        Inference inference = new Inference(model);
        assertThat(leastAllocated(() -> inference.predict(1))).isZero();
    }

    /** The fewest bytes of a hundred calls; a compiler in the background takes its time, so it is waited for. */
    private static long leastAllocated(Runnable call) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < end) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                call.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
