package lanegrad.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of texts in columns: the first one flush left, the others flush right. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** An empty table below these headings. */
    public TextTable(List<String> headings) {
        rows.add(List.copyOf(headings));
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it hasn't a cell for each heading
     */
    public TextTable row(List<String> cells) {
        if (cells.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException(cells.size() + " cells below " + rows.getFirst());
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** The lines, each ended by a line feed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                String padding = " ".repeat(width(c) - row.get(c).length());
                line.append(c == 0 ? row.get(c) + padding : "  " + padding + row.get(c));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
