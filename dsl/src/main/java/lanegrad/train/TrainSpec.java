package lanegrad.train;

import java.util.List;
import lanegrad.optim.Adam;
import lanegrad.optim.Clip;
import lanegrad.optim.ConstantRate;
import lanegrad.optim.Minimizer;
import lanegrad.optim.Optimizer;
import lanegrad.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * How a model is trained.
 *
 * @param epochs how often all rows are seen
 * @param batch the rows whose gradient is computed at once
 * @param accumulate the batches whose mean gradient makes a step
 * @param optimizer the rule that changes the parameters
 * @param schedule how the optimiser's rate changes
 * @param clip how large gradients are limited, null for not at all
 * @param weights what keeps the weights small
 * @param groups layers with a pace of their own; the first group that has a layer counts
 * @param average how much of the mean of the parameters over the steps stays at each step; that mean is what is scored
 *     and kept; 0 for the parameters themselves
 * @param ensemble how many models are trained, each from first weights and in an order of batches of its own; what they
 *     predict is averaged
 * @param earlyStopping when to stop before the last epoch, null for never
 */
public record TrainSpec(
        int epochs,
        int batch,
        int accumulate,
        Optimizer optimizer,
        Schedule schedule,
        @Nullable Clip clip,
        Weights weights,
        List<Group> groups,
        double average,
        int ensemble,
        @Nullable EarlyStopping earlyStopping) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if epochs, batch, accumulate or ensemble are below 1, the average isn't a share
     *     below 1, or a {@link Minimizer} is combined with what limits single steps
     */
    public TrainSpec {
        atLeastOne("epochs", epochs);
        atLeastOne("batch", batch);
        atLeastOne("accumulate", accumulate);
        atLeastOne("ensemble", ensemble);
        if (!(average >= 0 && average < 1)) {
            throw new IllegalArgumentException("average must be at least 0 and below 1, but is " + average);
        }
        groups = List.copyOf(groups);
        if (optimizer instanceof Minimizer) {
            refuse("accumulate", accumulate > 1);
            refuse("clip", clip != null);
            refuse("weights.max-norm", weights.maxNorm() > 0);
            refuse(
                    "groups with another rate than 0 or 1, or a decay",
                    groups.stream().anyMatch(group -> (group.rate() > 0 && group.rate() != 1) || group.decay() != 1));
        }
    }

    private static void refuse(String what, boolean asked) {
        if (asked) {
            throw new IllegalArgumentException(
                    "optimizer: it looks for the length of a step itself: leave out " + what);
        }
    }

    /** Checks that a batch holds all rows, if the optimiser needs them. */
    void requireBatchFor(int rows) {
        if (optimizer instanceof Minimizer && batch < rows) {
            throw new IllegalArgumentException(
                    "batch: this optimizer needs all %d rows of the training split in one batch, but batch is %d; write `batch: %d`"
                            .formatted(rows, batch, rows));
        }
    }

    /** 30 epochs of batches of 64 with Adam. */
    public TrainSpec() {
        this(30, 64, 1, new Adam(), new ConstantRate(), null, new Weights(), List.of(), 0, 1, null);
    }

    /** The same with another number of epochs. */
    public TrainSpec epochs(int number) {
        return new TrainSpec(
                number,
                batch,
                accumulate,
                optimizer,
                schedule,
                clip,
                weights,
                groups,
                average,
                ensemble,
                earlyStopping);
    }

    /** The same with another batch size. */
    public TrainSpec batch(int rows) {
        return new TrainSpec(
                epochs, rows, accumulate, optimizer, schedule, clip, weights, groups, average, ensemble, earlyStopping);
    }

    /** The same with the mean gradient of so many batches in each step. */
    public TrainSpec accumulate(int number) {
        return new TrainSpec(
                epochs, batch, number, optimizer, schedule, clip, weights, groups, average, ensemble, earlyStopping);
    }

    /** The same with another optimiser. */
    public TrainSpec optimizer(Optimizer rule) {
        return new TrainSpec(
                epochs, batch, accumulate, rule, schedule, clip, weights, groups, average, ensemble, earlyStopping);
    }

    /** The same with another schedule of the rate. */
    public TrainSpec schedule(Schedule rates) {
        return new TrainSpec(
                epochs, batch, accumulate, optimizer, rates, clip, weights, groups, average, ensemble, earlyStopping);
    }

    /** The same with a limit on gradients. */
    public TrainSpec clip(Clip limit) {
        return new TrainSpec(
                epochs,
                batch,
                accumulate,
                optimizer,
                schedule,
                limit,
                weights,
                groups,
                average,
                ensemble,
                earlyStopping);
    }

    /** The same with something that keeps the weights small. */
    public TrainSpec weights(Weights limits) {
        return new TrainSpec(
                epochs, batch, accumulate, optimizer, schedule, clip, limits, groups, average, ensemble, earlyStopping);
    }

    /** The same with groups of layers with a pace of their own. */
    public TrainSpec groups(Group... some) {
        return new TrainSpec(
                epochs,
                batch,
                accumulate,
                optimizer,
                schedule,
                clip,
                weights,
                List.of(some),
                average,
                ensemble,
                earlyStopping);
    }

    /** The same with averaged parameters. */
    public TrainSpec average(double decay) {
        return new TrainSpec(
                epochs, batch, accumulate, optimizer, schedule, clip, weights, groups, decay, ensemble, earlyStopping);
    }

    /** The same with so many models, whose predictions are averaged. */
    public TrainSpec ensemble(int models) {
        return new TrainSpec(
                epochs, batch, accumulate, optimizer, schedule, clip, weights, groups, average, models, earlyStopping);
    }

    /** The same with early stopping. */
    public TrainSpec earlyStopping(EarlyStopping rule) {
        return new TrainSpec(
                epochs, batch, accumulate, optimizer, schedule, clip, weights, groups, average, ensemble, rule);
    }

    private static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but is " + value);
        }
    }
}
