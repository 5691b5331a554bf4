package lanegrad.train;

import lanegrad.optim.Adam;
import lanegrad.optim.Optimizer;
import org.jspecify.annotations.Nullable;

/**
 * How a model is trained.
 *
 * @param epochs how often all rows are seen
 * @param batch the rows of one step
 * @param optimizer the rule that changes the parameters
 * @param earlyStopping when to stop before the last epoch, null for never
 */
public record TrainSpec(
        int epochs,
        int batch,
        Optimizer optimizer,
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
        this(30, 64, new Adam(), null);
    }

    /** The same with another number of epochs. */
    public TrainSpec epochs(int number) {
        return new TrainSpec(number, batch, optimizer, earlyStopping);
    }

    /** The same with another batch size. */
    public TrainSpec batch(int rows) {
        return new TrainSpec(epochs, rows, optimizer, earlyStopping);
    }

    /** The same with another optimiser. */
    public TrainSpec optimizer(Optimizer rule) {
        return new TrainSpec(epochs, batch, rule, earlyStopping);
    }

    /** The same with early stopping. */
    public TrainSpec earlyStopping(EarlyStopping rule) {
        return new TrainSpec(epochs, batch, optimizer, rule);
    }
}
