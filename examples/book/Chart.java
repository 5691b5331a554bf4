import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Lines and dots over a plane, as a drawing in SVG; charts stand side by side in one drawing.
final class Chart {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 340;
    private static final int LEFT = 62;
    private static final int RIGHT = 14;
    private static final int TOP = 58;
    private static final int BOTTOM = 46;

    /// Told apart by those who see few colours too (Okabe, Ito).
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999");

    /// So that lines on one another can be seen.
    private static final List<String> DASHES = List.of("none", "8 6", "2 6");

    private final String title;
    private final Axis across;
    private final Axis up;
    private final List<Series> all = new ArrayList<>();

    /// What is shown along one side: from low to high, by powers of ten if logarithmic.
    record Axis(String name, double low, double high, boolean logarithmic) {
        Axis(String name, double low, double high) {
            this(name, low, high, false);
        }

        /// A value's place, from 0 at the low end to 1 at the high one.
        double share(double value) {
            return logarithmic
                    ? Math.log10(Math.max(value, 1e-300) / low) / Math.log10(high / low)
                    : (value - low) / (high - low);
        }

        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            if (logarithmic) {
                int first = (int) Math.ceil(Math.log10(low) - 1e-9);
                int last = (int) Math.floor(Math.log10(high) + 1e-9);
                int step = Math.max(1, (last - first) / 6);
                for (int power = first; power <= last; power += step) {
                    ticks.add(Double.parseDouble("1e" + power));
                }
                return ticks;
            }
            double power = Math.pow(10, Math.floor(Math.log10((high - low) / 5)));
            double wanted = (high - low) / 5 / power;
            double step = power * (wanted <= 1 ? 1 : wanted <= 2 ? 2 : wanted <= 5 ? 5 : 10);
            for (double i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
                ticks.add(i * step + 0.0); // no -0
            }
            return ticks;
        }

        String text(double value) {
            return logarithmic
                    ? "1e" + Math.round(Math.log10(value))
                    : String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
        }
    }

    private record Series(String name, double[] x, double[] y, boolean dots) {}

    Chart(String title, Axis across, Axis up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    /// Adds a line through points.
    Chart line(String name, double[] x, double[] y) {
        all.add(new Series(name, x, y, false));
        return this;
    }

    /// Adds a dot at each point.
    Chart dots(String name, double[] x, double[] y) {
        all.add(new Series(name, x, y, true));
        return this;
    }

    /// The drawing of some charts, from left to right.
    static String svg(Chart... charts) {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                .formatted(WIDTH * charts.length, HEIGHT, WIDTH * charts.length, HEIGHT));
        svg.append(" font-family=\"sans-serif\" font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        svg.append("<clipPath id=\"plane\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/></clipPath>\n"
                .formatted(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM));
        for (int i = 0; i < charts.length; i++) {
            svg.append("<g transform=\"translate(%d)\">\n".formatted(i * WIDTH));
            charts[i].draw(svg);
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg) {
        svg.append("<text x=\"%d\" y=\"16\" font-size=\"13\" font-weight=\"bold\">%s</text>\n".formatted(LEFT, title));
        for (double tick : up.ticks()) {
            svg.append("<path d=\"M%d %sh%d\" stroke=\"#ddd\"/>".formatted(LEFT, y(tick), WIDTH - LEFT - RIGHT));
            svg.append("<text x=\"%d\" y=\"%s\" text-anchor=\"end\" dy=\"4\">%s</text>\n"
                    .formatted(LEFT - 6, y(tick), up.text(tick)));
        }
        for (double tick : across.ticks()) {
            svg.append("<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>\n"
                    .formatted(x(tick), HEIGHT - BOTTOM + 16, across.text(tick)));
        }
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n"
                .formatted(WIDTH - RIGHT, HEIGHT - 10, across.name));
        svg.append("<text x=\"14\" y=\"%d\" transform=\"rotate(-90 14 %d)\" text-anchor=\"end\">%s</text>\n"
                .formatted(TOP, TOP, up.name));
        int from = LEFT;
        int row = 32;
        for (int i = 0; i < all.size(); i++) {
            Series series = all.get(i);
            String colour = COLOURS.get(i % COLOURS.size());
            int length = 26 + 6 * series.name.length();
            if (from + length > WIDTH) {
                from = LEFT;
                row += 14;
            }
            svg.append("<path d=\"M%d %dh12\" stroke=\"%s\" stroke-width=\"3\"/>".formatted(from, row - 4, colour));
            svg.append("<text x=\"%d\" y=\"%d\">%s</text>\n".formatted(from + 16, row, series.name));
            from += length;
            svg.append(series.dots ? dots(series, colour) : line(series, colour, DASHES.get(i % DASHES.size())));
        }
    }

    private String line(Series series, String colour, String dashes) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < series.x.length && Double.isFinite(series.y[i]); i++) {
            path.append(i == 0 ? "M" : "L").append(x(series.x[i])).append(' ').append(y(series.y[i]));
        }
        return ("<path clip-path=\"url(#plane)\" d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\""
                        + " stroke-dasharray=\"%s\"/>\n")
                .formatted(path, colour, dashes);
    }

    private String dots(Series series, String colour) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < series.x.length; i++) {
            path.append("M").append(x(series.x[i])).append(' ').append(y(series.y[i])).append("h0");
        }
        return ("<path clip-path=\"url(#plane)\" d=\"%s\" stroke=\"%s\" stroke-width=\"3\" stroke-linecap=\"round\""
                        + " opacity=\"0.5\"/>\n")
                .formatted(path, colour);
    }

    private String x(double value) {
        return at(LEFT + across.share(value) * (WIDTH - LEFT - RIGHT));
    }

    /// What lies far outside is brought near, where it is cut off as well.
    private String y(double value) {
        double share = Math.clamp(up.share(value), -1, 2);
        return at(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM));
    }

    private static String at(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }
}
