package lanegrad.autodiff;

/**
 * A program on a tape as a graph in the DOT language of Graphviz.
 *
 * <pre>{@code
 * Files.writeString(file, Dot.of(cost, Derivatives.grad(cost, w).getFirst()));   // then: dot -Tpdf file
 * }</pre>
 */
public final class Dot {
    private Dot() {}

    /**
     * What some values are computed from: boxes for operations, ellipses for leaves, and in orange what the first value
     * doesn't need, its derivative (Goodfellow et al., section 6.4: symbol-to-symbol).
     *
     * @throws IllegalArgumentException if there are no values, or they are of different tapes
     */
    public static String of(Var... values) {
        StringBuilder dot = new StringBuilder("digraph tape {\n  node [fontname=\"sans-serif\", style=filled];\n");
        for (Graph.Node node : Graph.of(values)) {
            String text = node.name() + "\n" + node.shape() + (node.label().isEmpty() ? "" : "\n" + node.label());
            dot.append("  n%d [label=%s, shape=%s, fillcolor=\"%s\"];\n"
                    .formatted(
                            node.id(),
                            quoted(text),
                            node.isLeaf() ? "ellipse" : "box",
                            node.isLeaf() ? "#ffffff" : node.isProgram() ? "#dbe9f6" : "#fde3c8"));
            for (int input : node.inputs()) {
                dot.append("  n%d -> n%d;\n".formatted(input, node.id()));
            }
        }
        return dot.append("}\n").toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
