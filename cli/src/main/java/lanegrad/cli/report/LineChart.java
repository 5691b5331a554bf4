package lanegrad.cli.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** Values by epoch as an SVG drawing; its colours are the classes {@code s0} (train) and {@code s1} of the page around it. */
final class LineChart {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 300;
    private static final int LEFT = 58;
    private static final int RIGHT = 12;
    private static final int TOP = 34;
    private static final int BOTTOM = 40;
    private static final int MOST_DOTS = 200;

    private final String title;
    private final SequencedMap<String, List<Double>> lines;
    private final int epochs;
    private final double low;
    private final double high;
    private final double step;

    private LineChart(String title, SequencedMap<String, List<Double>> lines) {
        this.title = title;
        this.lines = lines;
        epochs = lines.values().stream().mapToInt(List::size).max().orElse(1);
        double[] values = lines.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        double least = Arrays.stream(values).min().orElse(0);
        double most = Arrays.stream(values).max().orElse(1);
        double spread = most > least ? most - least : Math.max(Math.abs(most), 1e-6);
        step = roundStep(spread / 5);
        low = Math.floor(least / step) * step;
        high = Math.max(low + step, Math.ceil(most / step) * step);
    }

    /** The drawing of some lines by name, each with a value for each epoch from 1; what isn't finite is left out. */
    static String svg(String title, SequencedMap<String, List<Double>> lines) {
        return new LineChart(title, lines).svg();
    }

    /** The least of 1, 2, 5, 10, 20 ... (times a power of ten) that isn't below. */
    static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
                .formatted(WIDTH, HEIGHT, Html.escape(title)));
        svg.append("<text class=\"title\" x=\"%d\" y=\"16\">%s</text>\n".formatted(LEFT, Html.escape(title)));
        grid(svg);
        int place = lines.size();
        for (Map.Entry<String, List<Double>> line : lines.entrySet()) {
            legend(svg, line.getKey(), place--);
            draw(svg, line.getKey(), line.getValue());
        }
        return svg.append("</svg>\n").toString();
    }

    private void grid(StringBuilder svg) {
        for (int i = 0; low + i * step <= high + step / 2; i++) {
            double value = low + i * step;
            svg.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
                    .formatted(LEFT, WIDTH - RIGHT, at(y(value)), at(y(value))));
            svg.append("<text class=\"tick end\" x=\"%d\" y=\"%s\">%s</text>\n"
                    .formatted(LEFT - 6, at(y(value) + 4), tick(value)));
        }
        int each = (int) Math.max(1, roundStep(epochs / 8.0));
        for (int epoch = each; epoch <= epochs; epoch += each) {
            svg.append("<text class=\"tick middle\" x=\"%s\" y=\"%d\">%d</text>\n"
                    .formatted(at(x(epoch)), HEIGHT - BOTTOM + 16, epoch));
        }
        svg.append("<text class=\"tick end\" x=\"%d\" y=\"%d\">epoch</text>\n".formatted(WIDTH - RIGHT, HEIGHT - 6));
    }

    private void legend(StringBuilder svg, String name, int fromRight) {
        int x = WIDTH - RIGHT - 100 * fromRight;
        svg.append(
                "<line class=\"line %s\" x1=\"%d\" x2=\"%d\" y1=\"12\" y2=\"12\"/>".formatted(colour(name), x, x + 18));
        svg.append("<text class=\"tick\" x=\"%d\" y=\"16\">%s</text>\n".formatted(x + 24, Html.escape(name)));
    }

    private void draw(StringBuilder svg, String name, List<Double> values) {
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            if (!Double.isFinite(value)) {
                drawing = false;
                continue;
            }
            String place = at(x(i + 1)) + " " + at(y(value));
            path.append(drawing ? "L" : "M").append(place);
            drawing = true;
            if (values.size() <= MOST_DOTS) {
                dots.append(
                        "<circle class=\"dot %s\" cx=\"%s\" cy=\"%s\" r=\"2.5\"><title>%s, epoch %d: %s</title></circle>\n"
                                .formatted(
                                        colour(name),
                                        at(x(i + 1)),
                                        at(y(value)),
                                        Html.escape(name),
                                        i + 1,
                                        ScoreTable.number(value)));
            }
        }
        svg.append("<path class=\"line %s\" d=\"%s\"/>\n".formatted(colour(name), path))
                .append(dots);
    }

    /** The same for a split in all drawings. */
    private static String colour(String name) {
        return name.equals("train") ? "s0" : "s1";
    }

    private double x(int epoch) {
        int span = WIDTH - LEFT - RIGHT - 16;
        return LEFT + 8 + (epochs == 1 ? span / 2.0 : (epoch - 1.0) / (epochs - 1) * span);
    }

    private double y(double value) {
        return TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM);
    }

    private String tick(double value) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        return String.format(Locale.ROOT, decimals > 5 ? "%.1e" : "%." + decimals + "f", value);
    }

    private static String at(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }
}
