package lanegrad.autodiff;

import java.util.List;
import java.util.Locale;
import lanegrad.autodiff.Layout.Cell;

/**
 * A program on a tape as a drawing: one SVG file that needs nothing else.
 *
 * <pre>{@code
 * Files.writeString(file, Svg.of(cost, Derivatives.grad(cost, w).getFirst()));
 * }</pre>
 */
public final class Svg {
    private static final int NODE_WIDTH = 160;
    private static final int NODE_HEIGHT = 46;
    private static final int NODE_ROOM = 184;
    private static final int LINE_ROOM = 28;
    private static final int ROW = 92;
    private static final int MARGIN = 16;

    private Svg() {}

    /**
     * What some values are computed from, inputs above: leaves white, operations blue, and in orange what the first value
     * doesn't need, its derivative (Goodfellow et al., section 6.4: symbol-to-symbol).
     *
     * @throws IllegalArgumentException if there are no values, or they are of different tapes
     */
    public static String of(Var... values) {
        Layout layout = new Layout(Graph.of(values), NODE_ROOM, LINE_ROOM);
        double width = layout.width() + 2 * MARGIN;
        int height = (layout.rows.size() - 1) * ROW + NODE_HEIGHT + 2 * MARGIN;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" viewBox="0 0 %.0f %d"\
                 font-family="sans-serif" font-size="13" text-anchor="middle">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
                <path d="M0 0L8 4L0 8z" fill="#667788"/></marker>
                <g fill="none" stroke="#667788">
                """, width, height, width, height));
        layout.cells().filter(cell -> cell.node != null).forEach(from -> lines(svg, from));
        svg.append("</g>\n");
        layout.cells().forEach(cell -> box(svg, cell));
        return svg.append("</svg>\n").toString();
    }

    /** The lines from a node to all that read it, each through the places where it passes a row. */
    private static void lines(StringBuilder svg, Cell from) {
        for (Cell next : from.below) {
            StringBuilder path =
                    new StringBuilder(String.format(Locale.ROOT, "M%.1f %d", x(from), y(from) + NODE_HEIGHT / 2));
            Cell last = from;
            for (Cell cell = next; ; cell = cell.below.getFirst()) {
                int begin = y(last) + (last.node == null ? 0 : NODE_HEIGHT / 2);
                int end = y(cell) - (cell.node == null ? 0 : NODE_HEIGHT / 2);
                int middle = (begin + end) / 2;
                path.append(String.format(
                        Locale.ROOT, "C%.1f %d %.1f %d %.1f %d", x(last), middle, x(cell), middle, x(cell), end));
                last = cell;
                if (cell.node != null) {
                    break;
                }
            }
            svg.append("<path d=\"").append(path).append("\" marker-end=\"url(#tip)\"/>\n");
        }
    }

    private static void box(StringBuilder svg, Cell cell) {
        Graph.Node node = cell.node;
        if (node == null) {
            return;
        }
        String fill = node.isLeaf() ? "#ffffff" : node.isProgram() ? "#dbe9f6" : "#fde3c8";
        svg.append(String.format(
                Locale.ROOT,
                "<g><title>%%%d %s %s%s</title><rect x=\"%.1f\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\""
                        + " fill=\"%s\" stroke=\"#334455\"/>",
                node.id(),
                escaped(node.name()),
                node.shape(),
                node.label().isEmpty() ? "" : " in " + escaped(node.label()),
                x(cell) - NODE_WIDTH / 2.0,
                y(cell) - NODE_HEIGHT / 2,
                NODE_WIDTH,
                NODE_HEIGHT,
                node.isLeaf() ? NODE_HEIGHT / 2 : 5,
                fill));
        List<String> texts = List.of(node.name(), (node.shape() + "  " + node.label()).strip());
        for (int i = 0; i < texts.size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\"%s>%s</text>",
                    x(cell),
                    y(cell) - 4 + 17 * i,
                    i == 0 ? "" : " font-size=\"11\" fill=\"#445566\"",
                    escaped(shortened(texts.get(i)))));
        }
        svg.append("</g>\n");
    }

    private static double x(Cell cell) {
        return MARGIN + cell.x;
    }

    private static int y(Cell cell) {
        return MARGIN + NODE_HEIGHT / 2 + cell.row * ROW;
    }

    /** Without its middle if it is long: shapes stand at the beginning, and layers differ at the end. */
    private static String shortened(String text) {
        int head = 7;
        int tail = 16;
        boolean fits = text.length() <= head + 1 + tail;
        return fits ? text : text.substring(0, head) + "\u2026" + text.substring(text.length() - tail);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
