package lanegrad.cli.command;

import java.util.function.Consumer;
import lanegrad.train.TrainEvent;
import lanegrad.train.TrainEvent.StepDone;

/**
 * Ends the training of each model after some steps.
 *
 * @param steps how many
 * @param stop asks for the end
 */
record StepLimit(int steps, Runnable stop) implements Consumer<TrainEvent> {
    @Override
    public void accept(TrainEvent event) {
        if (event instanceof StepDone done && done.step() >= steps) {
            stop.run();
        }
    }
}
