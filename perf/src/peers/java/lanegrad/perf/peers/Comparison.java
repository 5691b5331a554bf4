package lanegrad.perf.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import lanegrad.perf.Network;

/**
 * Reads the lines of several rounds of {@link Race}, each with the round's number before it, and prints them as tables,
 * or as JSON when that is the argument.
 */
public final class Comparison {
    private static final String OURS = "lanegrad";

    /** The task of multiply-adds in registers. */
    static final String PEAK = "peak";

    /** What tasks begin with that are an optimiser's step in the first-level cache, before its name. */
    static final String UPDATE = "update ";

    /** The microseconds of a task by a library in one round. */
    private record Line(int round, String peer, int threads, String task, double flops, double median, double best) {
        static Line of(String[] cells) {
            return new Line(
                    Integer.parseInt(cells[0]),
                    cells[1],
                    Integer.parseInt(cells[2]),
                    cells[3],
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]),
                    Double.parseDouble(cells[6]));
        }

        String kind() {
            return switch (task.split(" ", 2)[0]) {
                case "gemm", PEAK -> "Products";
                case "step", "update" -> "Training steps";
                case "predict" -> "Predictions";
                default -> "Elements";
            };
        }
    }

    private Comparison() {}

    /** Reads the standard input. */
    public static void main(String[] args) throws IOException {
        Map<String, String> about = new LinkedHashMap<>();
        List<Line> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            in.lines().map(text -> text.split("\t", -1)).forEach(cells -> {
                if (cells[1].equals("#")) {
                    about.put(cells[2], cells[3]);
                } else {
                    lines.add(Line.of(cells));
                }
            });
        }
        if (args.length > 0 && args[0].equals("json")) {
            System.out.println(json(about, lines));
            return;
        }
        about.forEach((peer, words) -> System.out.println("- " + peer + ": " + words));
        byKind(lines)
                .forEach((kind, all) -> all.stream()
                        .mapToInt(Line::threads)
                        .distinct()
                        .sorted()
                        .forEach(threads -> {
                            System.out.printf("%n## %s, %d thread%s%n%n", kind, threads, threads == 1 ? "" : "s");
                            table(
                                    all.stream()
                                            .filter(line -> line.threads == threads)
                                            .toList(),
                                    limit(lines, threads));
                        }));
    }

    /** The lines of each table's title, in the order of the first race. */
    private static Map<String, List<Line>> byKind(List<Line> lines) {
        return lines.stream().collect(Collectors.groupingBy(Line::kind, LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * The microseconds of a task's multiply-adds in registers, and of a training step's updates in the first-level cache;
     * not a number if these weren't measured.
     */
    private static ToDoubleFunction<Line> limit(List<Line> lines, int threads) {
        double multiplyAdd = perUnit(lines, PEAK, threads);
        Map<String, Double> updates = Network.RACED.stream()
                .collect(Collectors.toMap(
                        network -> "step " + network,
                        network ->
                                network.weights() * perUnit(lines, UPDATE + network.optimizer(), threads) / threads));
        return line -> line.flops * multiplyAdd + updates.getOrDefault(line.task, 0.0);
    }

    /** The microseconds of a task for each of its flops or weights. */
    private static double perUnit(List<Line> lines, String task, int threads) {
        return median(lines.stream()
                .filter(line -> line.task.equals(task) && line.threads == threads)
                .mapToDouble(line -> line.median / line.flops)
                .toArray());
    }

    private static void table(List<Line> lines, ToDoubleFunction<Line> limit) {
        List<String> peers = lines.stream()
                .map(Line::peer)
                .distinct()
                .filter(peer -> !peer.equals(OURS))
                .toList();
        StringBuilder head = new StringBuilder("| task | unit | lanegrad |");
        peers.forEach(peer -> head.append(" ").append(peer).append(" |"));
        System.out.println(head + " strongest | ratio, median | ratio, best | at the limit | rounds |");
        System.out.println("|---|---|---|" + "---|".repeat(peers.size() + 5));
        byTask(lines).forEach((task, some) -> System.out.println(row(task, some, peers, limit)));
    }

    private static Map<String, List<Line>> byTask(List<Line> lines) {
        Map<String, List<Line>> map = new LinkedHashMap<>();
        lines.forEach(line ->
                map.computeIfAbsent(line.task, _ -> new ArrayList<>()).add(line));
        return map;
    }

    private static String row(String task, List<Line> lines, List<String> peers, ToDoubleFunction<Line> limit) {
        double flops = lines.getFirst().flops;
        boolean rated = lines.getFirst().kind().equals("Products");
        StringBuilder row = new StringBuilder("| " + task + " | " + (rated ? "GFLOP/s" : "us") + " | ");
        row.append(shown(rated, flops, median(lines, OURS)));
        peers.forEach(peer -> row.append(" | ").append(shown(rated, flops, median(lines, peer))));
        String strongest = peers.stream()
                .filter(peer -> !Double.isNaN(median(lines, peer)))
                .min(Comparator.comparingDouble(peer -> median(lines, peer)))
                .orElse("");
        if (strongest.isEmpty() || Double.isNaN(median(lines, OURS))) {
            return row + " | - | - | - | - | - |";
        }
        double most = median(lines, strongest) / limit.applyAsDouble(lines.getFirst());
        double[] ratios = ratios(lines, strongest);
        return row
                + String.format(
                        Locale.ROOT,
                        " | %s | %.2f | %.2f | %s | %d |",
                        strongest,
                        median(ratios),
                        best(lines, strongest) / best(lines, OURS),
                        Double.isFinite(most) ? String.format(Locale.ROOT, "%.2f", most) : "-",
                        ratios.length);
    }

    /** For each round in which both ran, the peer's time to ours: above 1 we are ahead. */
    private static double[] ratios(List<Line> lines, String peer) {
        return lines.stream()
                .filter(ours -> ours.peer.equals(OURS))
                .flatMapToDouble(ours -> lines.stream()
                        .filter(line -> line.peer.equals(peer) && line.round == ours.round)
                        .mapToDouble(theirs -> theirs.median / ours.median))
                .toArray();
    }

    private static double median(List<Line> lines, String peer) {
        return median(lines.stream()
                .filter(line -> line.peer.equals(peer))
                .mapToDouble(Line::median)
                .toArray());
    }

    private static double median(double[] values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double best(List<Line> lines, String peer) {
        return lines.stream()
                .filter(line -> line.peer.equals(peer))
                .mapToDouble(Line::best)
                .min()
                .orElse(Double.NaN);
    }

    private static String shown(boolean rated, double flops, double micros) {
        if (Double.isNaN(micros)) {
            return "-";
        }
        double value = rated ? flops / micros / 1e3 : micros;
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    /** Each line as it was measured, for whoever wants to calculate otherwise. */
    private static String json(Map<String, String> about, List<Line> lines) {
        List<String> libraries = about.entrySet().stream()
                .map(entry -> "    " + quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                .toList();
        List<String> times = lines.stream()
                .map(line -> String.format(
                        Locale.ROOT,
                        "    {\"round\": %d, \"library\": %s, \"threads\": %d, \"task\": %s, \"flops\": %.0f,"
                                + " \"median_us\": %.3f, \"best_us\": %.3f}",
                        line.round,
                        quoted(line.peer),
                        line.threads,
                        quoted(line.task),
                        line.flops,
                        line.median,
                        line.best))
                .toList();
        return "{\n  \"libraries\": {\n" + String.join(",\n", libraries) + "\n  },\n  \"times\": [\n"
                + String.join(",\n", times) + "\n  ]\n}";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
