package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final boolean owned;
    private final boolean shared;
    private final Runnable alone = this::runSteps;
    private final Map<Integer, float[]> buffers = new HashMap<>();
    private final Map<Place.Input, Tensor> inputs = new HashMap<>();
    private final Runnable[] runs;
    private final Tensor[] outputs;

    /** Prepares all steps; on inputs of its own, or on those of the tape. */
    Session(Program program, boolean owned) {
        this.owned = owned;
        shared = program.isWorthATeam();
        List<Runnable> prepared = new ArrayList<>();
        for (Program.Step step : program.steps()) {
            Tensor[] in = step.in().stream().map(this::tensor).toArray(Tensor[]::new);
            prepared.add(step.work().prepare(in, tensor(step.out())));
        }
        runs = prepared.toArray(Runnable[]::new);
        outputs = program.outputs().stream().map(this::tensor).toArray(Tensor[]::new);
    }

    /** Computes all outputs from what inputs and parameters hold now, then makes all changes. */
    public void run() {
        if (shared) {
            runSteps();
        } else {
            Tiles.alone(alone);
        }
    }

    private void runSteps() {
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
     * @throws IllegalArgumentException if the program reads none of that name
     */
    public Tensor input(String name) {
        for (Map.Entry<Place.Input, Tensor> input : inputs.entrySet()) {
            if (input.getKey().name().equals(name)) {
                return input.getValue();
            }
        }
        List<String> names =
                inputs.keySet().stream().map(Place.Input::name).sorted().toList();
        throw new IllegalArgumentException("input: the program reads no '%s', only %s".formatted(name, names));
    }

    /** The nanoseconds of each step, the best of some runs; changes are made in each of them. */
    long[] nanos(int times) {
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

    private Tensor tensor(Place place) {
        return switch (place) {
            case Place.Shared shared -> shared.tensor();
            case Place.Input input ->
                inputs.computeIfAbsent(input, _ -> owned ? Tensor.zeros(input.shape()) : input.tensor());
            case Place.Buffer buffer -> Tensor.of(buffer.shape(), buffer(buffer));
            case Place.View view -> tensor(view.of()).reshape(view.shape());
        };
    }

    private float[] buffer(Place.Buffer place) {
        return buffers.computeIfAbsent(
                place.number(), _ -> new float[place.shape().count()]);
    }
}
