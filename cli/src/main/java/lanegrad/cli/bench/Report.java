package lanegrad.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lanegrad.cli.report.Machine;
import lanegrad.cli.report.Plain;
import lanegrad.cli.report.TextTable;
import lanegrad.kernels.Tiles;

/**
 * What was measured.
 *
 * @param threads how many computed
 * @param limits what the machine can do
 * @param results what the kernels did
 */
public record Report(int threads, Limits limits, List<Measured> results) {
    /**
     * Measures everything, with all tasks warm before the first is timed: a loop that other callers have spoilt for the
     * compiler shows as slow.
     *
     * @param progress told in a few words what comes next
     */
    public static Report measure(boolean quick, int threads, Consumer<String> progress) {
        Timing timing = quick ? Timing.QUICK : Timing.FULL;
        return Tiles.with(threads, () -> {
            List<Task> limiting = Limits.tasks();
            List<Task> tasks = Tasks.all(quick);
            progress.accept("warming up");
            timing.warm(Stream.concat(limiting.stream(), tasks.stream()).toList());
            progress.accept("timing " + tasks.size() + " tasks");
            Limits limits = Limits.measure(limiting, timing);
            List<Measured> results = new ArrayList<>();
            tasks.forEach(task -> results.add(timing.measure(task)));
            return new Report(threads, limits, results);
        });
    }

    /** One JSON object on a line. */
    public String json() {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("machine", Machine.map());
        map.put("threads", threads);
        map.put("peak_gflops", limits.gflops());
        map.put("bandwidth_gbs", limits.gigabytes());
        List<Object> tasks = new ArrayList<>();
        for (Measured result : results) {
            SequencedMap<String, Object> inner = new LinkedHashMap<>();
            inner.put("kernel", result.task().kernel());
            inner.put("size", result.task().size());
            inner.put("microseconds", 1e6 * result.seconds());
            inner.put("best_microseconds", 1e6 * result.best());
            inner.put("gflops", counted(result) ? result.gflops() : null);
            inner.put("gbs", result.gigabytes());
            inner.put("share", result.share(limits));
            inner.put("of", result.bound(limits) ? "peak" : "bandwidth");
            inner.put("allocated_bytes", result.allocated() < 0 ? null : result.allocated());
            tasks.add(inner);
        }
        map.put("tasks", tasks);
        return Plain.json(map);
    }

    /** A table below a few lines on the machine. */
    @Override
    public String toString() {
        TextTable table =
                new TextTable(List.of("kernel", "size", "us", "best", "GFLOP/s", "GB/s", "share", "of", "B/call"));
        for (Measured result : results) {
            table.row(List.of(
                    result.task().kernel(),
                    result.task().size(),
                    number(1e6 * result.seconds()),
                    number(1e6 * result.best()),
                    counted(result) ? number(result.gflops()) : "-",
                    number(result.gigabytes()),
                    String.format(Locale.ROOT, "%.0f %%", 100 * result.share(limits)),
                    result.bound(limits) ? "peak" : "bandwidth",
                    result.allocated() < 0 ? "-" : String.format(Locale.ROOT, "%.0f", result.allocated())));
        }
        return String.format(
                        Locale.ROOT,
                        "%s, %d %s, %s%npeak %.1f GFLOP/s (fused multiply-adds on registers), memory %.1f GB/s%n%n",
                        Machine.processor(),
                        threads,
                        threads == 1 ? "thread" : "threads",
                        Machine.map().get("vectors"),
                        limits.gflops(),
                        limits.gigabytes())
                + table
                + "\nTimes are microseconds a call, median and best; rates and shares are the median's.\n"
                + "GB/s counts each number that is read or written once, since what is written is fetched first;\n"
                + "what stays in the caches can go beyond the memory's bandwidth.\n";
    }

    private static boolean counted(Measured result) {
        return result.task().flops() > 0;
    }

    /** Three digits or more. */
    static String number(double value) {
        String format = value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }
}
