package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lanegrad.kernels.Tiles;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A recorded tape made ready to be run many times: what reaches no output is dropped, what never changes is computed
 * once, producers take their consumers along, and every buffer is assigned ahead, handed on when its value dies.
 *
 * <p>Its results equal those of an eager tape bit for bit. Effects recorded on the tape take place at the end of each
 * run. A program belongs to one thread at a time; write to the tensors of its inputs and parameters between two runs.
 * Other threads take a {@link #session} each.
 *
 * <pre>{@code
 * Tape tape = Tape.recording();
 * Var y = tape.input("x", x).square().sum();
 * Program program = Program.of(y);
 * program.run();
 * program.value(0).item();
 * }</pre>
 */
public final class Program {
    /** Makes a step ready to be run on some tensors. */
    @FunctionalInterface
    interface Work {
        Runnable prepare(Tensor[] in, Tensor out);
    }

    /** Makes some rows of a step ready to be run on some tensors. */
    @FunctionalInterface
    interface Rows {
        Runnable prepare(Tensor[] in, Tensor out, int from, int count);
    }

    /**
     * An operation or an effect, and where it reads and writes.
     *
     * @param rows null if its rows aren't shared out
     * @param stage that of its neighbours with which it is run, none waiting for another
     */
    record Step(
            String name,
            String label,
            Work work,
            @Nullable Rows rows,
            List<Place> in,
            Place out,
            long flops,
            int stage) {
        /** The bytes it reads and writes, each once. */
        long bytes() {
            long count = out.shape().count();
            for (Place place : in) {
                count += place.shape().count();
            }
            return Float.BYTES * count;
        }

        /** About how long it takes one core. */
        double micros() {
            return flops / FLOPS_PER_MICRO + bytes() / BYTES_PER_MICRO;
        }

        @Override
        public String toString() {
            String shapes = in.stream().map(place -> " " + place.shape()).collect(Collectors.joining());
            return name + shapes + " -> " + out.shape() + (label.isEmpty() ? "" : "   # " + label);
        }
    }

    private static final double FLOPS_PER_MICRO = 1e5;
    private static final double BYTES_PER_MICRO = 4e4;

    /** A shorter step loses by a second core what it gains: its values have to come over. */
    private static final double WORTH_SHARING = 15;

    /** A step so long loses little when it is shared by itself. */
    private static final double LONG = 100;

    /** Stages must take so much less time than one core that it shows: their estimate is rough. */
    private static final double WORTH_STAGES = 0.8;

    /** And less still where the steps could also be shared one by one. */
    private static final double WORTH_STAGES_OF_A_TEAM = 0.65;

    private final List<Step> steps;
    private final List<Place> outputs;
    private final int buffers;
    private final long bytes;
    private @Nullable Session own;

    Program(List<Step> steps, List<Place> outputs, int buffers, long bytes) {
        this.steps = List.copyOf(steps);
        this.outputs = outputs;
        this.buffers = buffers;
        this.bytes = bytes;
    }

    /**
     * The program that computes some values of a tape, whether it computes itself or only records, and makes all changes
     * recorded on it.
     *
     * <p>Where there is a team, many small steps are put in stages for it, unless memory is to be saved by computing some
     * again: a stage hands nothing on before its end.
     *
     * @throws IllegalArgumentException if there are no values, or they are of different tapes
     */
    public static Program of(Var... outputs) {
        return of(true, outputs);
    }

    /** The program that computes some values and changes nothing. */
    static Program withoutChanges(Var... outputs) {
        return of(false, outputs);
    }

    private static Program of(boolean changes, Var... outputs) {
        Program inOrder = new Compiler(false, changes, outputs).program();
        if (Tiles.workers() == 1 || outputs[0].tape().isRecomputed() || inOrder.isMostly(LONG)) {
            return inOrder;
        }
        Program inStages = new Compiler(true, changes, outputs).program();
        double worth = inOrder.isWorthATeam() ? WORTH_STAGES_OF_A_TEAM : WORTH_STAGES;
        return inStages.micros(Tiles.workers()) < worth * inOrder.micros(1) ? inStages : inOrder;
    }

    /** Computes all outputs from what inputs and parameters hold now, then makes all changes. */
    public void run() {
        own().run();
    }

    /** The value of one of the outputs, in the order given to {@link #of}; each run overwrites it. */
    public Tensor value(int output) {
        return own().value(output);
    }

    /** The same program for another thread, with inputs and buffers of its own; parameters are shared. */
    public Session session() {
        return new Session(this, true);
    }

    /** Prepared when it is first needed: some programs are only compared, or only run by other threads. */
    private Session own() {
        Session session = own;
        if (session == null) {
            session = new Session(this, false);
            own = session;
        }
        return session;
    }

    /** The bytes of all buffers, which a session allocates once; what steps work in, such as packed factors, isn't counted. */
    public long bytes() {
        return bytes;
    }

    /** The steps in order, one on a line, with the floating-point operations, the bytes and the buffer of each. */
    public String explain() {
        return explain(new long[0]);
    }

    /**
     * The same with the time of each step, the best of some runs with what the inputs hold now; changes are made in each
     * of them.
     *
     * @throws IllegalArgumentException if there are no runs
     */
    public String explain(int runs) {
        if (runs < 1) {
            throw new IllegalArgumentException("explain: expected at least 1 run, got " + runs);
        }
        return explain(own().nanos(runs));
    }

    private String explain(long... nanos) {
        List<String> lines = new ArrayList<>();
        long flops = 0;
        long time = 0;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            flops += step.flops();
            time += nanos.length > 0 ? nanos[i] : 0;
            String timed = nanos.length > 0 ? "%12s".formatted(micros(nanos[i])) : "";
            lines.add(String.format(
                    Locale.ROOT,
                    "%3d %12d flop %10d B%s  %4s %s",
                    i,
                    step.flops(),
                    step.bytes(),
                    timed,
                    place(step.out()),
                    step));
        }
        String timed = nanos.length > 0 ? ", " + micros(time) : "";
        lines.add("%d steps, %d flop, %d buffers of %d bytes%s%s"
                .formatted(steps.size(), flops, buffers, bytes, team(), timed));
        return String.join("\n", lines);
    }

    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%.2f us", 1e-3 * nanos);
    }

    private String team() {
        if (isInStages()) {
            return ", in %d stages for a team".formatted(stages().size());
        }
        return isWorthATeam() ? ", shared by a team" : "";
    }

    private static String place(Place place) {
        return place.origin() instanceof Place.Buffer buffer ? "@" + buffer.number() : "!";
    }

    /** Whether most of the time goes into steps that are worth a team; if not, one core runs the whole program. */
    boolean isWorthATeam() {
        return isMostly(WORTH_SHARING);
    }

    /** Whether most of the time goes into steps of so many microseconds at least. */
    private boolean isMostly(double micros) {
        double all = 0;
        double large = 0;
        for (Step step : steps) {
            all += step.micros();
            large += step.micros() >= micros ? step.micros() : 0;
        }
        return large > all / 2;
    }

    /** Whether steps are run together, so that they are shared by a team though each is small. */
    boolean isInStages() {
        return stages().size() < steps.size();
    }

    /** The steps that are run together, in their order. */
    List<List<Step>> stages() {
        List<List<Step>> stages = new ArrayList<>();
        for (Step step : steps) {
            if (stages.isEmpty() || stages.getLast().getFirst().stage() != step.stage()) {
                stages.add(new ArrayList<>());
            }
            stages.getLast().add(step);
        }
        return stages;
    }

    private double micros(int workers) {
        Shares shares = new Shares(workers);
        stages().forEach(shares::next);
        return shares.micros();
    }

    List<Step> steps() {
        return steps;
    }

    List<Place> outputs() {
        return outputs;
    }
}
