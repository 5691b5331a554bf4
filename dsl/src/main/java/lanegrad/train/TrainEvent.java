package lanegrad.train;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What a {@link Trainer} tells its listeners. */
public sealed interface TrainEvent {
    /**
     * A step is done.
     *
     * @param epoch from 1
     * @param step from 1, over all epochs
     * @param steps how many steps all epochs have
     * @param rows the rows of the batch
     * @param rate the learning rate of the step
     * @param cost the cost before the step
     */
    record StepDone(int epoch, long step, long steps, int rows, double rate, float cost) implements TrainEvent {}

    /**
     * An epoch is done.
     *
     * @param epoch from 1
     * @param step the steps so far
     * @param rate the learning rate of the last one
     * @param loss the mean cost of the epoch's steps over rows
     * @param validation how the model does on the validation split, null without one
     */
    record EpochDone(
            int epoch,
            long step,
            double rate,
            double loss,
            @Nullable Scores validation) implements TrainEvent {
        /** All numbers by name: {@code train.loss}, {@code validation.loss}, {@code validation.accuracy} ... */
        public SequencedMap<String, Double> metrics() {
            SequencedMap<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("train.loss", loss);
            if (validation != null) {
                validation.numbers().forEach((name, value) -> metrics.put("validation." + name, value));
            }
            return metrics;
        }
    }
}
