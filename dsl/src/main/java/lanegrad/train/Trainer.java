package lanegrad.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lanegrad.autodiff.NotFiniteException;
import lanegrad.data.Batches;
import lanegrad.data.Dataset;
import lanegrad.model.Model;
import lanegrad.optim.Minimizer;
import lanegrad.optim.UpdateRule;
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
    private final Updater updater;
    private final @Nullable Accumulation accumulation;
    private final Average average;
    private final LearningRate learningRate;

    /** One program for each number of rows: that of all batches, and that of the last. */
    private final List<TrainingStep> programs = new ArrayList<>();

    private final StepDone done = new StepDone(0, 0, 0, 0, 0, 0);
    private long batches;
    private long steps;
    private double rate;
    private volatile boolean stopped;

    /** A trainer at step 0. */
    public Trainer(Model model, TrainSpec spec) {
        this.model = model;
        this.spec = spec;
        updater = switch (spec.optimizer()) {
            case UpdateRule rule -> new Memory(spec, rule, model.learned());
            case Minimizer minimizer -> new Minimization(spec, minimizer, model.parameters());
        };
        accumulation = spec.accumulate() == 1 ? null : new Accumulation(updater);
        average = new Average(updater.parameters(), spec.average());
        learningRate = new LearningRate(spec.schedule());
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
        TrainingStep program =
                program(x.shape().rows(), x.shape().columns(), y.shape().columns());
        System.arraycopy(x.data(), 0, program.x().data(), 0, x.count());
        System.arraycopy(y.data(), 0, program.y().data(), 0, y.count());
        begin();
        float cost = run(program, 1);
        end();
        return cost;
    }

    private void begin() {
        rate = spec.optimizer().rate() * learningRate.factor(steps + 1);
        updater.next(steps + 1, rate);
    }

    /** Takes the batch in a program's tensors, which has a share of the step's rows. */
    private float run(TrainingStep program, double share) {
        if (accumulation != null) {
            accumulation.share(share);
        }
        try {
            float cost = updater.step(program, batches);
            batches++;
            return cost;
        } catch (NotFiniteException e) {
            if (accumulation != null) {
                accumulation.clear();
            }
            throw new DivergedException("step %d: %s; lower the rate, or look for extreme values in the data"
                    .formatted(steps + 1, program.firstNotFinite()));
        }
    }

    private void end() {
        if (accumulation != null) {
            accumulation.update();
        }
        steps++;
        average.follow(steps);
    }

    private TrainingStep program(int rows, int width, int targets) {
        for (int i = 0; i < programs.size(); i++) {
            if (programs.get(i).takes(rows, width, targets)) {
                return programs.get(i);
            }
        }
        TrainingStep.Sink sink = accumulation == null ? updater::update : accumulation::add;
        TrainingStep program =
                new TrainingStep(model, spec.weights(), updater.parameters(), sink, rows, width, targets);
        programs.add(program);
        return program;
    }

    /**
     * All epochs, in an order of rows that is a function of the seed and the epoch.
     *
     * @return the epochs begun
     * @throws IllegalArgumentException if the optimiser needs all rows in one batch, and the batch is smaller
     * @throws DivergedException if the cost or a derivative isn't finite at some step
     */
    public int fit(Dataset training, Validation validation, long seed, Consumer<TrainEvent> listener) {
        spec.requireBatchFor(training.rows());
        int epoch = 0;
        while (epoch < spec.epochs() && !stopped) {
            epoch++;
            Batches rows = spec.optimizer() instanceof Minimizer
                    ? Batches.inOrder(training, spec.batch()) // one batch, whose sums are always rounded alike
                    : Batches.shuffled(training, spec.batch(), seed, epoch);
            long total = (long) spec.epochs() * Math.ceilDiv(rows.count(), spec.accumulate());
            learningRate.total(total);
            double loss = epoch(rows, epoch, total, training, listener);
            average.swap(); // it is what is scored and kept
            EpochDone told = new EpochDone(epoch, steps, rate, loss, validation.now());
            learningRate.epoch(told.metrics());
            listener.accept(told);
            average.swap();
        }
        average.swap();
        return epoch;
    }

    private double epoch(Batches rows, int epoch, long total, Dataset data, Consumer<TrainEvent> listener) {
        double sum = 0;
        int seen = 0;
        for (int first = 0; first < rows.count() && !stopped; first += spec.accumulate()) {
            int end = Math.min(first + spec.accumulate(), rows.count());
            int size = 0;
            for (int batch = first; batch < end; batch++) {
                size += rows.rows(batch);
            }
            double cost = 0;
            begin();
            for (int batch = first; batch < end; batch++) {
                double share = rows.rows(batch) / (double) size;
                TrainingStep program = program(rows.rows(batch), data.width(), data.targetWidth());
                rows.fill(batch, program.x().data(), program.y().data());
                cost += share * run(program, share);
            }
            end();
            sum += cost * size;
            seen += size;
            done.set(epoch, steps, total, size, rate, (float) cost);
            listener.accept(done);
        }
        return sum / seen;
    }
}
