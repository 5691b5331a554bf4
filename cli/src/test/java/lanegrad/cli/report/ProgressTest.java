package lanegrad.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lanegrad.train.TrainEvent.EpochDone;
import lanegrad.train.TrainEvent.StepDone;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final AtomicLong nanos = new AtomicLong();

    private String run(boolean terminal, boolean everyEpoch, int epochs, int steps, long stepMillis) {
        try (Progress progress = new Progress(err, terminal, everyEpoch, epochs, nanos::get)) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                for (int i = 1; i <= steps; i++) {
                    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(stepMillis));
                    long step = (long) (epoch - 1) * steps + i;
                    progress.accept(new StepDone(epoch, step, (long) epochs * steps, 10, 0.1, 0.5f));
                }
                progress.accept(new EpochDone(epoch, (long) epoch * steps, 0.1, 0.25, null));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesAboutTenLinesForShortEpochs() {
        assertThat(run(false, false, 1000, 3, 1).lines())
                .hasSize(11)
                .startsWith("epoch 1/1000  train.loss 0.2500")
                .endsWith("epoch 1000/1000  train.loss 0.2500");
    }

    @Test
    void breaksALongSilence() {
        assertThat(run(false, false, 1, 4, 20_000).lines())
                .containsExactly(
                        "epoch 1/1  50 %  cost 0.5000  1 rows/s  0:40 left",
                        "epoch 1/1  100 %  cost 0.5000  1 rows/s  0:00 left", "epoch 1/1  train.loss 0.2500");
    }

    @Test
    void writesEachEpochWhenAsked() {
        assertThat(run(false, true, 30, 2, 1).lines()).hasSize(30);
    }

    @Test
    void drawsOverItselfOnATerminalAndLeavesNothing() {
        String text = run(true, false, 2, 10, 200);
        assertThat(text)
                .contains("\r\033[Kepoch 1/2  [############------------]")
                .endsWith("\r\033[K")
                .doesNotContain("\n");
    }
}
