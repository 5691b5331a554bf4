package lanegrad.cli.report;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import lanegrad.train.TrainEvent;
import lanegrad.train.TrainEvent.EpochDone;
import lanegrad.train.TrainEvent.MemberBegun;
import lanegrad.train.TrainEvent.StepDone;

/** Shows how far training is: a bar that is drawn over itself on a terminal, a line now and then elsewhere. */
public final class Progress implements Consumer<TrainEvent>, AutoCloseable {
    private static final int WIDTH = 24;
    private static final int MOST_METRICS = 3;
    private static final long REDRAW = 100_000_000L;
    private static final long SILENCE = 30_000_000_000L;
    private static final String ERASE = "\r\033[K";

    private final PrintStream err;
    private final boolean terminal;
    private final boolean everyEpoch;
    private final int epochs;
    private final Stopwatch speed;
    private final LongSupplier nanos;
    private final long begun;
    private long shown;
    private String scores = "";
    private String who = "";
    private int before;
    private int members = 1;
    private boolean drawn;

    /**
     * Progress of a training of so many epochs.
     *
     * @param terminal whether what is written can be overwritten
     * @param everyEpoch whether each epoch gets a line, rather than about ten in all
     */
    public Progress(PrintStream err, boolean terminal, boolean everyEpoch, int epochs) {
        this(err, terminal, everyEpoch, epochs, System::nanoTime);
    }

    Progress(PrintStream err, boolean terminal, boolean everyEpoch, int epochs, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.everyEpoch = everyEpoch;
        this.epochs = epochs;
        speed = new Stopwatch(nanos);
        this.nanos = nanos;
        begun = nanos.getAsLong();
        shown = begun;
    }

    @Override
    public void accept(TrainEvent event) {
        speed.accept(event);
        switch (event) {
            case MemberBegun begun -> begin(begun);
            case StepDone step -> step(step);
            case EpochDone epoch -> epoch(epoch);
        }
    }

    private void begin(MemberBegun begun) {
        before = begun.member() - 1;
        members = begun.members();
        who = "model %d/%d  ".formatted(begun.member(), members);
    }

    private void step(StepDone step) {
        long silent = nanos.getAsLong() - shown;
        if (silent > (terminal ? REDRAW : SILENCE)) {
            double share = (before + (double) step.step() / step.steps()) / members;
            String line = who
                    + "epoch %d/%d  %s  cost %s%s  %s rows/s  %s left"
                            .formatted(
                                    step.epoch(),
                                    epochs,
                                    terminal ? bar(share) : percent(share),
                                    ScoreTable.number(step.cost()),
                                    scores,
                                    String.format(Locale.ROOT, "%,.0f", speed.rowsPerSecond()),
                                    clock((nanos.getAsLong() - begun) * (1 - share) / share));
            show(line);
        }
    }

    private void epoch(EpochDone done) {
        String metrics = done.metrics().entrySet().stream()
                .limit(MOST_METRICS)
                .map(entry -> "  " + entry.getKey() + " " + ScoreTable.number(entry.getValue()))
                .collect(Collectors.joining());
        scores = done.validation() == null
                ? ""
                : "  validation.loss " + ScoreTable.number(done.validation().loss());
        if (everyEpoch || (!terminal && isMilestone(done.epoch()))) {
            close();
            err.println(who + "epoch " + done.epoch() + "/" + epochs + metrics);
            shown = nanos.getAsLong();
        }
    }

    /** The first epoch, the last, and about ten on the way. */
    private boolean isMilestone(int epoch) {
        return epoch == 1 || epoch == epochs || epoch % Math.max(1, epochs / 10) == 0;
    }

    private void show(String line) {
        if (terminal) {
            err.print(ERASE + line);
            err.flush();
            drawn = true;
        } else {
            err.println(line);
        }
        shown = nanos.getAsLong();
    }

    /** Removes the bar. */
    @Override
    public void close() {
        if (drawn) {
            err.print(ERASE);
            err.flush();
            drawn = false;
        }
    }

    private static String bar(double share) {
        int full = (int) Math.round(share * WIDTH);
        return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "]";
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    private static String clock(double nanos) {
        long seconds = Math.round(nanos / 1e9);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
