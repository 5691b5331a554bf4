package lanegrad.cli.bench;

import java.util.Arrays;
import java.util.List;
import lanegrad.kernels.Peak;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.pointwise.BinaryLoop;
import lanegrad.kernels.pointwise.Plus;
import lanegrad.kernels.vector.Sum;

/**
 * What the machine can do, measured.
 *
 * @param gflops billions of flops in a second, by fused multiply-adds on registers
 * @param gigabytes billions of bytes in a second that are fetched from memory; what is written is fetched before
 */
record Limits(double gflops, double gigabytes) {
    private static final int ROUNDS = 1 << 14;
    private static final int MOST_FLOATS = 1 << 24;

    /** The intensity from which on arithmetic limits, and not memory. */
    double ridge() {
        return gflops / gigabytes;
    }

    /** The best that these {@link #tasks}, now warm, come to. */
    static Limits measure(List<Task> tasks, Timing timing) {
        double gflops = 0;
        double gigabytes = 0;
        for (Task task : tasks) {
            double seconds = timing.fastest(task);
            gflops = Math.max(gflops, task.flops() / seconds / 1e9);
            gigabytes = Math.max(gigabytes, task.bytes() / seconds / 1e9);
        }
        return new Limits(gflops, gigabytes);
    }

    /** Floats that no cache holds. */
    static int floats() {
        return (int) Math.min(MOST_FLOATS, Runtime.getRuntime().maxMemory() / 64);
    }

    /**
     * Arithmetic without memory, and memory with next to no arithmetic: the sums of an array and of pairs.
     *
     * <p>A copy would be no measure: some are made by instructions that don't fetch what they overwrite.
     */
    static List<Task> tasks() {
        int n = floats();
        float[] x = new float[n];
        float[] y = new float[n];
        float[] z = new float[n];
        Arrays.fill(x, 1);
        Arrays.fill(y, 2);
        int workers = Tiles.workers();
        float[] sums = new float[workers];
        BinaryLoop plus = BinaryLoop.of(new Plus());
        return List.of(
                new Task(
                        "fma",
                        "registers",
                        (double) Peak.flopsPerRound() * ROUNDS * workers,
                        0,
                        () -> Tiles.run(workers, i -> sums[i] += Peak.run(ROUNDS))),
                new Task("sum", "memory", n, 4.0 * n, () -> sums[0] = Sum.of(x, 0, n)),
                new Task("plus", "memory", n, 12.0 * n, () -> plus.apply(x, 0, y, 0, z, 0, n)));
    }
}
