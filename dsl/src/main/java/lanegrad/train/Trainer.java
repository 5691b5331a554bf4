package lanegrad.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lanegrad.autodiff.NotFiniteException;
import lanegrad.data.Batches;
import lanegrad.data.Dataset;
import lanegrad.model.Model;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainEvent.EpochDone;
import lanegrad.train.TrainEvent.StepDone;
import org.jspecify.annotations.Nullable;

/**
 * The training loop and nothing else: batches in, parameters changed, events out. Whatever else is to happen listens.
 *
 * <pre>{@code
 * var trainer = new Trainer(model, new TrainSpec().epochs(10));
 * trainer.fit(training, () -> scores(validation), 7, event -> System.out.println(event));
 * }</pre>
 */
public final class Trainer {
    /** Scores the model after each epoch. */
    @FunctionalInterface
    public interface Validation {
        /** The scores now, or null if there is nothing to score on. */
        @Nullable
        Scores now();
    }

    private final Model model;
    private final TrainSpec spec;
    private final Memory memory;
    private final Pace pace;

    /** One program for each number of rows: that of all batches, and that of the last. */
    private final List<TrainingStep> programs = new ArrayList<>();

    private long steps;
    private double rate;
    private volatile boolean stopped;

    /** A trainer at step 0. */
    public Trainer(Model model, TrainSpec spec) {
        this.model = model;
        this.spec = spec;
        memory = new Memory(spec.optimizer(), model.learned());
        pace = new Pace(spec.schedule());
        rate = spec.optimizer().rate();
    }

    /** The steps taken. */
    public long steps() {
        return steps;
    }

    /** Ends {@link #fit} after the step that is under way; may be called from any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * One step: forward, cost, derivatives, update; outside {@link #fit}, which knows how many steps there are, with the
     * optimiser's own rate.
     *
     * @return the cost before the step
     * @throws DivergedException if the cost or a derivative isn't finite; the parameters are left as they were
     */
    public float step(Tensor x, Tensor y) {
        TrainingStep program = program(x, y);
        rate = spec.optimizer().rate() * pace.factor(steps + 1);
        memory.next(steps + 1, rate);
        try {
            float cost = program.run(x, y, steps);
            steps++;
            return cost;
        } catch (NotFiniteException e) {
            throw new DivergedException("step %d: %s; lower the rate, or look for extreme values in the data"
                    .formatted(steps + 1, program.firstNotFinite()));
        }
    }

    private TrainingStep program(Tensor x, Tensor y) {
        for (TrainingStep program : programs) {
            if (program.takes(x, y)) {
                return program;
            }
        }
        TrainingStep program = new TrainingStep(model, memory, x.shape(), y.shape());
        programs.add(program);
        return program;
    }

    /**
     * All epochs, in an order of rows that is a function of the seed and the epoch.
     *
     * @return the epochs begun
     * @throws DivergedException if the cost or a derivative isn't finite at some step
     */
    public int fit(Dataset training, Validation validation, long seed, Consumer<TrainEvent> listener) {
        int epoch = 0;
        while (epoch < spec.epochs() && !stopped) {
            epoch++;
            Batches batches = Batches.shuffled(training, spec.batch(), seed, epoch);
            pace.total((long) spec.epochs() * batches.count());
            double loss = epoch(batches, epoch, training, listener);
            EpochDone done = new EpochDone(epoch, steps, rate, loss, validation.now());
            pace.epoch(done.metrics());
            listener.accept(done);
        }
        return epoch;
    }

    private double epoch(Batches batches, int epoch, Dataset data, Consumer<TrainEvent> listener) {
        double sum = 0;
        int seen = 0;
        for (int batch = 0; batch < batches.count() && !stopped; batch++) {
            int rows = batches.rows(batch);
            Tensor x = Tensor.zeros(Shape.of(rows, data.width()));
            Tensor y = Tensor.zeros(Shape.of(rows, data.targetWidth()));
            batches.fill(batch, x.data(), y.data());
            float cost = step(x, y);
            sum += (double) cost * rows;
            seen += rows;
            listener.accept(new StepDone(epoch, steps, (long) spec.epochs() * batches.count(), rows, rate, cost));
        }
        return sum / seen;
    }
}
