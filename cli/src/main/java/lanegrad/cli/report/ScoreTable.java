package lanegrad.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import lanegrad.train.Scores;

/** Splits and their metrics: as a table for people, as a map for JSON. */
public final class ScoreTable {
    private ScoreTable() {}

    /** A line for each split. */
    public static TextTable of(SequencedMap<String, Scores> splits) {
        List<String> headings = new ArrayList<>(List.of("", "rows"));
        headings.addAll(splits.firstEntry().getValue().numbers().keySet());
        TextTable table = new TextTable(headings);
        splits.forEach((name, scores) -> {
            List<String> row = new ArrayList<>(List.of(name, String.format(Locale.ROOT, "%,d", scores.rows())));
            scores.numbers().values().forEach(value -> row.add(number(value)));
            table.row(row);
        });
        return table;
    }

    /** The loss, the metrics, and the confusion matrix where there is one. */
    public static Map<String, Object> map(Scores scores) {
        SequencedMap<String, Object> map = new LinkedHashMap<>(scores.numbers());
        if (!scores.confusion().isEmpty()) {
            map.put("confusion", scores.confusion());
        }
        return map;
    }

    /** Four significant digits or more, without an exponent where people would not write one. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (value == 0 || (size >= 0.001 && size < 1e6)) {
            return String.format(Locale.ROOT, size < 10 ? "%.4f" : size < 1000 ? "%.2f" : "%.1f", value);
        }
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
