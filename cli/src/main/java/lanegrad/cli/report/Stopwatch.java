package lanegrad.cli.report;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import lanegrad.train.TrainEvent;
import lanegrad.train.TrainEvent.EpochDone;
import lanegrad.train.TrainEvent.MemberBegun;
import lanegrad.train.TrainEvent.StepDone;

/** Measures the rows trained on in a second, without the time that scoring takes between epochs. */
public final class Stopwatch implements Consumer<TrainEvent> {
    private final LongSupplier nanos;
    private long resumed;
    private long training;
    private long rows;

    /** Running from now on. */
    public Stopwatch() {
        this(System::nanoTime);
    }

    Stopwatch(LongSupplier nanos) {
        this.nanos = nanos;
        resumed = nanos.getAsLong();
    }

    @Override
    public void accept(TrainEvent event) {
        long now = nanos.getAsLong();
        switch (event) {
            case StepDone step -> {
                rows += step.rows();
                training += now - resumed;
            }
            case EpochDone _, MemberBegun _ -> {}
        }
        resumed = now;
    }

    /** The seconds spent in steps. */
    public double seconds() {
        return training / 1e9;
    }

    /** The rows trained on in a second of steps, 0 before the first. */
    public double rowsPerSecond() {
        return training == 0 ? 0 : rows / seconds();
    }
}
