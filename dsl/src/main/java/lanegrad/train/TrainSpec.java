package lanegrad.train;

import lanegrad.optim.Adam;
import lanegrad.optim.ConstantRate;
import lanegrad.optim.Optimizer;
import lanegrad.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * How a model is trained.
 *
 * @param epochs how often all rows are seen
 * @param batch the rows of one step
 * @param optimizer the rule that changes the parameters
 * @param schedule how the optimiser's rate changes
 * @param earlyStopping when to stop before the last epoch, null for never
 */
public record TrainSpec(
        int epochs,
        int batch,
        Optimizer optimizer,
        Schedule schedule,
        @Nullable EarlyStopping earlyStopping) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if epochs or batch are below 1
     */
    public TrainSpec {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be at least 1, but is " + epochs);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, but is " + batch);
        }
    }

    /** 30 epochs of batches of 64 with Adam. */
    public TrainSpec() {
        this(30, 64, new Adam(), new ConstantRate(), null);
    }

    /** The same with another number of epochs. */
    public TrainSpec epochs(int number) {
        return new TrainSpec(number, batch, optimizer, schedule, earlyStopping);
    }

    /** The same with another batch size. */
    public TrainSpec batch(int rows) {
        return new TrainSpec(epochs, rows, optimizer, schedule, earlyStopping);
    }

    /** The same with another optimiser. */
    public TrainSpec optimizer(Optimizer rule) {
        return new TrainSpec(epochs, batch, rule, schedule, earlyStopping);
    }

    /** The same with another schedule of the rate. */
    public TrainSpec schedule(Schedule rates) {
        return new TrainSpec(epochs, batch, optimizer, rates, earlyStopping);
    }

    /** The same with early stopping. */
    public TrainSpec earlyStopping(EarlyStopping rule) {
        return new TrainSpec(epochs, batch, optimizer, schedule, rule);
    }
}
