package lanegrad.autodiff;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which worker takes which steps of a program in stages, and about how long that takes. */
final class Shares {
    /** In place of a worker's number: each takes a share of the rows. */
    static final int ALL = -1;

    private static final int NOBODY = -2;

    /** What it takes to begin a stage and to end it. */
    private static final double MICROS_PER_STAGE = 0.5;

    /** What it takes until what another core has written is here. */
    private static final double MICROS_PER_BYTE = 0.15 / 1024;

    private final int workers;

    /** The worker that has computed what is in a buffer. */
    private final Map<Integer, Integer> makers = new HashMap<>();

    private double micros;

    Shares(int workers) {
        this.workers = workers;
    }

    /**
     * Whose each step of the next stage is: of all, if it is cut by rows; of the worker that has computed what it reads, as
     * the gradient of an update; and otherwise neighbouring steps are one worker's, as much work as another's.
     *
     * <p>The last steps are the first worker's. They compute the gradients of the first layers, which are the first that a
     * guard reads.
     */
    int[] next(List<Program.Step> stage) {
        int[] owners = stage.stream().mapToInt(this::maker).toArray();
        double[] loads = new double[workers];
        double free = 0;
        for (int i = 0; i < owners.length; i++) {
            free += owners[i] == NOBODY ? stage.get(i).micros() : 0;
        }
        double taken = 0;
        for (int i = owners.length - 1; i >= 0; i--) {
            Program.Step step = stage.get(i);
            double time = step.micros();
            if (owners[i] == NOBODY) {
                owners[i] = (int) Math.min(workers - 1, workers * (taken + time / 2) / free);
                taken += time;
                loads[owners[i]] += MICROS_PER_BYTE * step.bytes() * (workers - 1) / workers;
            }
            for (int worker = 0; worker < workers; worker++) {
                loads[worker] += owners[i] == ALL ? time / workers : owners[i] == worker ? time : 0;
            }
            if (step.out() instanceof Place.Buffer buffer) {
                makers.put(buffer.number(), owners[i]);
            }
        }
        micros += owners.length == 1
                ? stage.getFirst().micros()
                : MICROS_PER_STAGE + Arrays.stream(loads).max().orElse(0);
        return owners;
    }

    /** About how long the stages so far take. */
    double micros() {
        return micros;
    }

    private int maker(Program.Step step) {
        if (step.rows() != null) {
            return ALL;
        }
        return step.in().stream()
                .mapToInt(place -> makers.getOrDefault(buffer(place), NOBODY))
                .filter(maker -> maker >= 0)
                .findFirst()
                .orElse(NOBODY);
    }

    private static int buffer(Place place) {
        return place.origin() instanceof Place.Buffer buffer ? buffer.number() : NOBODY;
    }
}
