package lanegrad.cli.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * How long tasks are timed.
 *
 * @param slice seconds of each task in a round of warming up
 * @param rounds the least rounds of warming up
 * @param limit the seconds after which warming up ends even if calls still become faster
 * @param sample seconds of the calls whose mean is one sample, and at least one call
 * @param samples how many, for the median
 */
record Timing(double slice, int rounds, double limit, double sample, int samples) {
    /** A few seconds for all tasks. */
    static final Timing QUICK = new Timing(0.03, 3, 12, 0.015, 7);

    /** Less than a minute for all tasks. */
    static final Timing FULL = new Timing(0.1, 5, 30, 0.08, 9);

    private static final java.lang.management.ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** A task counts as faster than before when it takes less than this share of the time. */
    private static final double FASTER = 0.9;

    /** Runs all tasks by turns until none has become faster for two rounds. */
    void warm(List<Task> tasks) {
        long end = System.nanoTime() + (long) (1e9 * limit);
        double[] best = new double[tasks.size()];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        int quiet = 0;
        for (int round = 0; round < rounds || (quiet < 2 && System.nanoTime() < end); round++) {
            quiet++;
            for (int i = 0; i < best.length; i++) {
                double seconds = warm(tasks.get(i));
                if (seconds < FASTER * best[i]) {
                    quiet = 0;
                }
                best[i] = Math.min(best[i], seconds);
            }
        }
    }

    /** Runs one task for a slice, at least twice, and returns its fastest call. */
    private double warm(Task task) {
        double fastest = Double.POSITIVE_INFINITY;
        long end = System.nanoTime() + (long) (1e9 * slice);
        for (int call = 0; call < 2 || System.nanoTime() < end; call++) {
            fastest = Math.min(fastest, time(task.work(), 1));
        }
        return fastest;
    }

    /** Times a task that is warm; of the bytes too it is the median, lest what happens once count as a call's. */
    Measured measure(Task task) {
        int calls = calls(Math.min(time(task.work(), 1), time(task.work(), 1)));
        double[] seconds = new double[samples];
        double[] bytes = new double[samples];
        for (int i = 0; i < samples; i++) {
            long before = allocated();
            seconds[i] = time(task.work(), calls);
            bytes[i] = before < 0 ? -1 : (double) (allocated() - before) / calls;
        }
        Arrays.sort(seconds);
        Arrays.sort(bytes);
        return new Measured(task, seconds[samples / 2], seconds[0], bytes[samples / 2]);
    }

    /** The least seconds of a single call: what the machine can do when nothing comes in between. */
    double fastest(Task task) {
        double fastest = Double.POSITIVE_INFINITY;
        long end = System.nanoTime() + (long) (1e9 * sample * samples);
        for (int call = 0; call < samples || System.nanoTime() < end; call++) {
            fastest = Math.min(fastest, time(task.work(), 1));
        }
        return fastest;
    }

    private int calls(double seconds) {
        return (int) Math.clamp(sample / seconds, 1, 1e6);
    }

    private static double time(Runnable work, int calls) {
        long start = System.nanoTime();
        for (int call = 0; call < calls; call++) {
            work.run();
        }
        return Math.max(1, System.nanoTime() - start) / 1e9 / calls;
    }

    /** The bytes that all threads have taken from the heap; negative if the JVM doesn't tell. */
    private static long allocated() {
        return THREADS instanceof ThreadMXBean threads && threads.isThreadAllocatedMemorySupported()
                ? threads.getTotalThreadAllocatedBytes()
                : -1;
    }
}
