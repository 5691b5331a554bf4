package lanegrad.train;

import java.util.function.Consumer;
import lanegrad.train.TrainEvent.EpochDone;

/** Asks for a stop when {@link EarlyStopping} says so. */
final class EarlyStopper implements Consumer<TrainEvent> {
    private final EarlyStopping rule;
    private final Runnable stop;
    private double best = Double.NaN;
    private int waited;

    EarlyStopper(EarlyStopping rule, Runnable stop) {
        this.rule = rule;
        this.stop = stop;
    }

    @Override
    public void accept(TrainEvent event) {
        if (event instanceof EpochDone done) {
            double value = done.metrics().getOrDefault(rule.metric(), Double.NaN);
            if (Improvement.of(rule.metric(), value, best)) {
                best = value;
                waited = 0;
            } else if (++waited >= rule.patience()) {
                stop.run();
            }
        }
    }
}
