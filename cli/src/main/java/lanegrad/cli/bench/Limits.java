package lanegrad.cli.bench;

import java.util.Arrays;
import java.util.List;
import lanegrad.kernels.Peak;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.pointwise.BinaryLoop;
import lanegrad.kernels.pointwise.Plus;

/**
 * What the machine can do, measured.
 *
 * @param gflops billions of flops in a second, by fused multiply-adds on registers
 * @param gigabytes billions of bytes in a second that go from and to memory
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

    /**
     * Arithmetic without memory, and memory with next to no arithmetic: a copy and a sum of arrays that no cache holds.
     */
    static List<Task> tasks() {
        int n = (int) Math.min(MOST_FLOATS, Runtime.getRuntime().maxMemory() / 64);
        float[] x = new float[n];
        float[] y = new float[n];
        float[] z = new float[n];
        Arrays.fill(x, 1);
        Arrays.fill(y, 2);
        int workers = Tiles.workers();
        int parts = 16 * workers;
        float[] sums = new float[workers];
        BinaryLoop plus = BinaryLoop.of(new Plus());
        return List.of(
                new Task(
                        "fma",
                        "registers",
                        (double) Peak.flopsPerRound() * ROUNDS * workers,
                        0,
                        () -> Tiles.run(workers, i -> sums[i] += Peak.run(ROUNDS))),
                new Task(
                        "copy",
                        "memory",
                        0,
                        8.0 * n,
                        () -> Tiles.run(parts, i -> {
                            int from = (int) ((long) n * i / parts);
                            System.arraycopy(x, from, z, from, (int) ((long) n * (i + 1) / parts) - from);
                        })),
                new Task("sum", "memory", n, 12.0 * n, () -> plus.apply(x, 0, y, 0, z, 0, n)));
    }
}
