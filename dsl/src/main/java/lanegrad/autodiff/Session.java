package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lanegrad.kernels.Tiles;
import lanegrad.tensor.Tensor;

/**
 * A program with buffers of its own, for one thread at a time; parameters are shared with all other sessions.
 *
 * <pre>{@code
 * Session session = program.session();
 * System.arraycopy(row, 0, session.input("x").data(), 0, row.length);
 * session.run();
 * session.value(0);
 * }</pre>
 */
public final class Session {
    private final Program program;
    private final boolean ownsInputs;
    private final boolean isWorthATeam;
    private final Runnable steps = this::runSteps;
    private final Pace pace = new Pace();
    private final Map<Integer, float[]> buffers = new HashMap<>();
    private final Map<Place.Input, Tensor> inputs = new HashMap<>();
    private final Runnable[] runs;
    private final Tensor[] outputs;

    /** Prepares all steps; on inputs of its own, or on those of the tape. */
    Session(Program program, boolean ownsInputs) {
        this.ownsInputs = ownsInputs;
        this.program = program;
        isWorthATeam = program.isWorthATeam() || program.isInStages();
        List<Runnable> prepared = new ArrayList<>();
        Shares shares = new Shares(Tiles.workers());
        for (List<Program.Step> stage : program.stages()) {
            int[] owners = shares.next(stage);
            prepared.add(stage.size() == 1 ? whole(stage.getFirst()) : together(stage, owners, Tiles.workers()));
        }
        runs = prepared.toArray(Runnable[]::new);
        outputs = program.outputs().stream().map(this::tensor).toArray(Tensor[]::new);
    }

    /** All of a step. */
    private Runnable whole(Program.Step step) {
        return step.work().prepare(in(step), tensor(step.out()));
    }

    /** The steps of a stage: each worker goes through those that are its own, and its rows of the others. */
    private Runnable together(List<Program.Step> stage, int[] owners, int workers) {
        Runnable[][] shares = new Runnable[workers][];
        for (int worker = 0; worker < workers; worker++) {
            List<Runnable> share = new ArrayList<>();
            for (int i = 0; i < owners.length; i++) {
                Program.Step step = stage.get(i);
                if (owners[i] == Shares.ALL) {
                    share.add(rows(step, worker, workers));
                } else if (owners[i] == worker) {
                    share.add(whole(step));
                }
            }
            shares[worker] = share.toArray(Runnable[]::new);
        }
        Tiles.Body body = worker -> runAll(shares[worker]);
        return () -> Tiles.run(workers, body);
    }

    /** A worker's rows of a step. */
    private Runnable rows(Program.Step step, int worker, int workers) {
        int rows = step.out().shape().rows();
        int from = rows * worker / workers;
        int count = rows * (worker + 1) / workers - from;
        return Objects.requireNonNull(step.rows()).prepare(in(step), tensor(step.out()), from, count);
    }

    /**
     * Computes all outputs from what inputs and parameters hold now, then makes all changes.
     *
     * <p>If there is a team for which the program is large enough, it takes part as long as that is faster.
     */
    public void run() {
        if (!isWorthATeam || Tiles.workers() == 1) {
            Tiles.alone(steps);
            return;
        }
        long start = System.nanoTime();
        if (pace.alone()) {
            Tiles.alone(steps);
        } else {
            runSteps();
        }
        pace.took(System.nanoTime() - start);
    }

    private void runSteps() {
        runAll(runs);
    }

    private static void runAll(Runnable... runs) {
        for (Runnable run : runs) {
            run.run();
        }
    }

    /** The value of one of the outputs, in the order given to {@link Program#of}; each run overwrites it. */
    public Tensor value(int output) {
        return outputs[output];
    }

    /**
     * The tensor to write an input to.
     *
     * @throws IllegalArgumentException if the program reads none of that name, or several
     */
    public Tensor input(String name) {
        List<Tensor> named = inputs.entrySet().stream()
                .filter(input -> input.getKey().name().equals(name))
                .map(Map.Entry::getValue)
                .toList();
        if (named.size() != 1) {
            List<String> names =
                    inputs.keySet().stream().map(Place.Input::name).sorted().toList();
            String found = named.isEmpty() ? "no '%s', only %s" : "several '%s' of %s; give each a name of its own";
            throw new IllegalArgumentException("input: the program reads " + found.formatted(name, names));
        }
        return named.getFirst();
    }

    /** The nanoseconds of each step, the best of some runs; changes are made in each of them. */
    long[] nanos(int times) {
        Runnable[] runs = program.steps().stream().map(this::whole).toArray(Runnable[]::new);
        long[] best = new long[runs.length];
        Arrays.fill(best, Long.MAX_VALUE);
        for (int time = 0; time < times; time++) {
            for (int i = 0; i < runs.length; i++) {
                long start = System.nanoTime();
                runs[i].run();
                best[i] = Math.min(best[i], System.nanoTime() - start);
            }
        }
        return best;
    }

    private Tensor[] in(Program.Step step) {
        return step.in().stream().map(this::tensor).toArray(Tensor[]::new);
    }

    private Tensor tensor(Place place) {
        return switch (place) {
            case Place.Shared shared -> shared.tensor();
            case Place.Input input ->
                inputs.computeIfAbsent(input, _ -> ownsInputs ? Tensor.zeros(input.shape()) : input.tensor());
            case Place.Buffer buffer -> Tensor.of(buffer.shape(), buffer(buffer));
            case Place.View view -> tensor(view.of()).reshape(view.shape());
        };
    }

    private float[] buffer(Place.Buffer place) {
        return buffers.computeIfAbsent(
                place.number(), _ -> new float[place.shape().count()]);
    }
}
