package lanegrad.perf.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the lines of several rounds of {@link Race}, each with the round's number before it, and prints tables. */
public final class Comparison {
    private static final String OURS = "lanegrad";

    /** The microseconds of a task by a library in one round. */
    private record Line(int round, String peer, int threads, String task, double median, double best) {
        static Line of(String text) {
            String[] cells = text.split("\t", -1);
            return new Line(
                    Integer.parseInt(cells[0]),
                    cells[1],
                    Integer.parseInt(cells[2]),
                    cells[3],
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]));
        }
    }

    private Comparison() {}

    /** Reads the standard input. */
    public static void main(String[] args) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            in.lines().filter(text -> !text.isBlank()).map(Line::of).forEach(lines::add);
        }
        lines.stream().mapToInt(Line::threads).distinct().sorted().forEach(threads -> {
            List<Line> some =
                    lines.stream().filter(line -> line.threads == threads).toList();
            System.out.println("\n## " + threads + (threads == 1 ? " thread\n" : " threads\n"));
            table(some);
        });
    }

    private static void table(List<Line> lines) {
        List<String> peers = lines.stream()
                .map(Line::peer)
                .distinct()
                .filter(peer -> !peer.equals(OURS))
                .toList();
        System.out.println("| task | unit | lanegrad | " + String.join(" | ", peers)
                + " | strongest | ratio, median | ratio, best |");
        System.out.println("|---|---|" + "---|".repeat(peers.size() + 4));
        Map<String, List<Line>> byTask = new LinkedHashMap<>();
        lines.forEach(line ->
                byTask.computeIfAbsent(line.task, _ -> new ArrayList<>()).add(line));
        byTask.forEach((task, some) -> System.out.println(row(task, some, peers)));
    }

    private static String row(String task, List<Line> lines, List<String> peers) {
        StringBuilder row = new StringBuilder("| " + task + " | " + (flops(task) > 0 ? "GFLOP/s" : "us") + " | ");
        row.append(shown(task, median(lines, OURS)));
        peers.forEach(peer -> row.append(" | ").append(shown(task, median(lines, peer))));
        String strongest = peers.stream()
                .filter(peer -> Double.isFinite(best(lines, peer)))
                .min(Comparator.comparingDouble(peer -> median(lines, peer)))
                .orElse("");
        if (strongest.isEmpty() || Double.isNaN(median(lines, OURS))) {
            return row + " | - | - | - |";
        }
        return row
                + String.format(
                        Locale.ROOT,
                        " | %s | %.2f | %.2f |",
                        strongest,
                        ratio(lines, strongest),
                        best(lines, strongest) / best(lines, OURS));
    }

    /** The median over the rounds of the peer's time to ours in the same round: above 1 we are ahead. */
    private static double ratio(List<Line> lines, String peer) {
        return median(lines.stream()
                .filter(ours -> ours.peer.equals(OURS))
                .flatMapToDouble(ours -> lines.stream()
                        .filter(line -> line.peer.equals(peer) && line.round == ours.round)
                        .mapToDouble(theirs -> theirs.median / ours.median))
                .toArray());
    }

    private static double median(List<Line> lines, String peer) {
        return median(lines.stream()
                .filter(line -> line.peer.equals(peer))
                .mapToDouble(Line::median)
                .toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
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

    private static String shown(String task, double micros) {
        if (Double.isNaN(micros)) {
            return "-";
        }
        double flops = flops(task);
        return String.format(Locale.ROOT, "%.1f", flops > 0 ? flops / micros / 1e3 : micros);
    }

    /** The flops of a product by its name, 0 for other tasks. */
    private static double flops(String task) {
        return Shape.ALL.stream()
                .filter(shape -> shape.toString().equals(task))
                .mapToDouble(shape -> 2.0 * shape.m() * shape.n() * shape.k())
                .findFirst()
                .orElse(0);
    }
}
