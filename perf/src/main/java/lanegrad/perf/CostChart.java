package lanegrad.perf;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lanegrad.cli.bench.LogScale;

/** Times against sizes as an SVG drawing: panels side by side, all axes logarithmic, with one scale of times. */
final class CostChart {
    /**
     * Lines over one axis.
     *
     * @param title what else the networks are
     * @param axis what the sizes are of
     */
    record Panel(String title, String axis, List<Integer> sizes, List<Line> lines) {}

    /**
     * The microseconds for each size.
     *
     * @param kind a class of {@link #STYLE}
     */
    record Line(String name, String kind, List<Double> micros) {}

    private static final String STYLE = """
            <style>
            text { font: 12px sans-serif; fill: #222 }
            .title { font-size: 15px; font-weight: bold }
            .small { font-size: 11px; fill: #555 }
            .end { text-anchor: end }
            .middle { text-anchor: middle }
            .grid { stroke: #e4e4e4 }
            .line { fill: none; stroke-width: 2 }
            .one { stroke: #1b6ca8 }
            .two { stroke: #c9722b }
            .limit { stroke-width: 1.5; stroke-dasharray: 4 4 }
            circle.one { fill: #1b6ca8; stroke: none }
            circle.two { fill: #c9722b; stroke: none }
            </style>
            """;
    private static final int LEFT = 62;
    private static final int PANEL = 300;
    private static final int GAP = 30;
    private static final int TOP = 92;
    private static final int BOTTOM = 440;

    private final List<Panel> panels;
    private final LogScale y;
    private final StringBuilder svg = new StringBuilder();

    private CostChart(List<Panel> panels) {
        this.panels = panels;
        List<Double> all = panels.stream()
                .flatMap(panel -> panel.lines.stream())
                .flatMap(line -> line.micros.stream())
                .toList();
        y = LogScale.over(all, 1, BOTTOM, TOP);
    }

    /** The drawing, a file by itself. */
    static String svg(String title, String subtitle, List<Panel> panels) {
        return new CostChart(panels).draw(title, subtitle);
    }

    private String draw(String title, String subtitle) {
        int width = LEFT + panels.size() * (PANEL + GAP);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
                .formatted(width, BOTTOM + 50));
        svg.append(STYLE).append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        text("title", LEFT, 24, title);
        text("small", LEFT, 42, subtitle);
        legend();
        for (int i = 0; i < panels.size(); i++) {
            draw(panels.get(i), LEFT + i * (PANEL + GAP));
        }
        return svg.append("</svg>\n").toString();
    }

    private void legend() {
        int left = LEFT;
        for (Line line : panels.getFirst().lines) {
            path(line.kind, "M%d 56L%d 56".formatted(left, left + 24));
            text("small", left + 30, 60, line.name);
            left += 42 + 7 * line.name.length();
        }
    }

    private void draw(Panel panel, int left) {
        List<Integer> sizes = panel.sizes;
        LogScale x = new LogScale(sizes.getFirst(), sizes.getLast(), left, left + PANEL);
        text("", left, TOP - 10, panel.title);
        for (int size : sizes) {
            rule(x.at(size), TOP, x.at(size), BOTTOM);
            text("small middle", x.at(size), BOTTOM + 16, String.valueOf(size));
        }
        for (double value : y.powers()) {
            rule(left, y.at(value), left + PANEL, y.at(value));
            if (left == LEFT) {
                text("small end", left - 8, y.at(value) + 4, LogScale.name(value));
            }
        }
        text("small end", left + PANEL, BOTTOM + 34, panel.axis);
        if (left == LEFT) {
            text("small end", left - 8, TOP - 10, "us");
        }
        for (Line line : panel.lines) {
            List<String> places = IntStream.range(0, sizes.size())
                    .mapToObj(
                            i -> String.format(Locale.ROOT, "%.1f %.1f", x.at(sizes.get(i)), y.at(line.micros.get(i))))
                    .toList();
            path(line.kind, places.stream().collect(Collectors.joining("L", "M", "")));
            if (!line.kind.endsWith("limit")) {
                places.forEach(place -> svg.append("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"3\"/>%n"
                        .formatted(line.kind, place.split(" ", -1)[0], place.split(" ", -1)[1])));
            }
        }
    }

    private void path(String kind, String path) {
        svg.append("<path class=\"line %s\" d=\"%s\"/>%n".formatted(kind, path));
    }

    private void rule(double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private void text(String kind, double left, double base, String words) {
        svg.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", kind, left, base, words));
    }
}
