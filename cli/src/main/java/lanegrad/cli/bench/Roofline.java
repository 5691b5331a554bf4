package lanegrad.cli.bench;

import java.util.List;
import java.util.Locale;
import lanegrad.cli.report.Machine;

/**
 * The measured tasks below the two roofs of the machine as an SVG drawing, and beside it each task's share of its roof.
 *
 * <p>Williams, Waterman, Patterson, Roofline: An Insightful Visual Performance Model (2009).
 */
public final class Roofline {
    private static final String STYLE = """
            <style>
            text { font: 12px sans-serif; fill: #222 }
            .title { font-size: 15px; font-weight: bold }
            .small { font-size: 11px; fill: #555; paint-order: stroke; stroke: #fff; stroke-width: 3px }
            .end { text-anchor: end }
            .middle { text-anchor: middle }
            .grid { stroke: #e4e4e4 }
            .roof { fill: none; stroke: #222; stroke-width: 2 }
            .peak { fill: #1b6ca8 }
            .bandwidth { fill: #c9722b }
            .cut { stroke: #fff; stroke-width: 3 }
            .whole { stroke: #222; stroke-dasharray: 3 3 }
            </style>
            """;
    private static final int WIDTH = 1110;
    private static final int LIST = 600;
    private static final int BARS = LIST + 280;
    private static final int TOP = 60;
    private static final int LINE = 21;

    /** The share at which bars are cut off: caches serve what goes so far beyond the memory's bandwidth. */
    private static final double MOST = 2;

    private final Report report;
    private final Limits limits;
    private final LogScale x;
    private final LogScale y;
    private final int bottom;
    private final StringBuilder svg = new StringBuilder();

    private Roofline(Report report) {
        this.report = report;
        limits = report.limits();
        bottom = Math.max(TOP + 300, TOP + LINE * report.results().size());
        x = LogScale.over(
                roofed().stream().map(result -> result.task().intensity()).toList(), limits.ridge(), 58, LIST - 30);
        y = LogScale.over(roofed().stream().map(Measured::gflops).toList(), limits.gflops(), bottom, TOP);
    }

    /** The drawing of a report, a file by itself. */
    public static String svg(Report report) {
        return new Roofline(report).draw();
    }

    /** Without flops that are counted, a task has no place below the roofs. */
    private List<Measured> roofed() {
        return report.results().stream()
                .filter(result -> result.task().flops() > 0)
                .toList();
    }

    private String draw() {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
                .formatted(WIDTH, bottom + 50));
        svg.append(STYLE).append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        text("title", 58, 22, "Kernels below the roofs of this machine");
        text(
                "small",
                58,
                40,
                "%s, %d %s; peak %s GFLOP/s, memory %s GB/s"
                        .formatted(
                                Machine.processor(),
                                report.threads(),
                                report.threads() == 1 ? "thread" : "threads",
                                Report.number(limits.gflops()),
                                Report.number(limits.gigabytes())));
        grid();
        roof();
        dots();
        list();
        return svg.append("</svg>\n").toString();
    }

    private void grid() {
        for (double value : x.powers()) {
            line("grid", x.at(value), TOP, x.at(value), bottom);
            text("small middle", x.at(value), bottom + 16, LogScale.name(value));
        }
        for (double value : y.powers()) {
            line("grid", x.at(x.low()), y.at(value), x.at(x.high()), y.at(value));
            text("small end", x.at(x.low()) - 6, y.at(value) + 4, LogScale.name(value));
        }
        line("grid", x.at(x.low()), TOP, x.at(x.high()), TOP);
        line("grid", x.at(x.high()), TOP, x.at(x.high()), bottom);
        text("small end", x.at(x.high()), bottom + 34, "flops for each byte");
        text("small", 8, TOP - 8, "GFLOP/s");
    }

    private void roof() {
        double left = Math.max(x.low(), y.low() / limits.gigabytes());
        svg.append(String.format(
                Locale.ROOT,
                "<path class=\"roof\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1f\"/>\n",
                x.at(left),
                y.at(left * limits.gigabytes()),
                x.at(limits.ridge()),
                y.at(limits.gflops()),
                x.at(x.high()),
                y.at(limits.gflops())));
    }

    private void dots() {
        Labels labels = new Labels();
        roofed().forEach(result -> labels.dot(x.at(result.task().intensity()), y.at(result.gflops())));
        List<Measured> all = report.results();
        for (int i = 0; i < all.size(); i++) {
            Measured result = all.get(i);
            if (result.task().flops() > 0) {
                double atX = x.at(result.task().intensity());
                double atY = y.at(result.gflops());
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>",
                        kind(result),
                        atX,
                        atY));
                double[] free = labels.place(atX, atY);
                text("small middle", free[0], free[1] + 4, String.valueOf(i + 1));
            }
        }
    }

    private void list() {
        List<Measured> all = report.results();
        double most =
                all.stream().mapToDouble(result -> result.share(limits)).max().orElse(1);
        double whole = (WIDTH - BARS - 70) / Math.clamp(most, 1.0, MOST);
        line("whole", BARS + whole, TOP, BARS + whole, TOP + LINE * all.size());
        for (int i = 0; i < all.size(); i++) {
            Measured result = all.get(i);
            double share = result.share(limits);
            double base = TOP + LINE * i + 14;
            text("small end", LIST + 16, base, String.valueOf(i + 1));
            text(
                    "",
                    LIST + 24,
                    base,
                    result.task().kernel() + " " + result.task().size());
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"14\"/>",
                    kind(result),
                    BARS,
                    base - 11,
                    whole * Math.min(share, MOST)));
            if (share > MOST) {
                line("cut", BARS + whole * MOST - 14, base + 5, BARS + whole * MOST - 8, base - 13);
            }
            text("small end", WIDTH - 16, base, "%.0f %%".formatted(100 * share));
        }
        text("small", LIST + 24, TOP - 8, "share of its roof:");
        swatch("peak", BARS, "FMA peak");
        swatch("bandwidth", BARS + 90, "bandwidth");
    }

    private String kind(Measured result) {
        return result.bound(limits) ? "peak" : "bandwidth";
    }

    private void swatch(String kind, int left, String name) {
        svg.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"12\" height=\"10\"/>".formatted(kind, left, TOP - 17));
        text("small", left + 16, TOP - 8, name);
    }

    private void line(String kind, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                kind,
                x1,
                y1,
                x2,
                y2));
    }

    private void text(String kind, double left, double base, String words) {
        String safe = words.replace("&", "&amp;").replace("<", "&lt;");
        svg.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", kind, left, base, safe));
    }
}
