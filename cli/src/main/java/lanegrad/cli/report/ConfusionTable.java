package lanegrad.cli.report;

import java.util.List;
import java.util.Locale;

/** Rows counted by actual class, then predicted class, as an HTML table whose shades show each class's shares. */
final class ConfusionTable {
    private static final int MOST_CLASSES = 50;

    private ConfusionTable() {}

    static String html(List<List<Integer>> counts, List<String> labels) {
        if (labels.size() > MOST_CLASSES) {
            return "<p>%d classes are too many for a table.</p>\n".formatted(labels.size());
        }
        StringBuilder html =
                new StringBuilder("<p>A row for each actual class, a column for each predicted one.</p>\n");
        html.append("<div class=\"wide\"><table class=\"confusion\">\n<tr><th></th>");
        labels.forEach(label -> html.append("<th>").append(Html.escape(label)).append("</th>"));
        html.append("</tr>\n");
        for (int actual = 0; actual < counts.size(); actual++) {
            html.append("<tr><th>").append(Html.escape(labels.get(actual))).append("</th>");
            int sum = counts.get(actual).stream().mapToInt(Integer::intValue).sum();
            for (int predicted = 0; predicted < counts.size(); predicted++) {
                int count = counts.get(actual).get(predicted);
                html.append("<td class=\"%s\" style=\"--share:%s\">%s</td>"
                        .formatted(
                                actual == predicted ? "right" : "wrong",
                                String.format(Locale.ROOT, "%.2f", sum == 0 ? 0 : (double) count / sum),
                                count == 0 ? "" : count));
            }
            html.append("</tr>\n");
        }
        return html.append("</table></div>\n").toString();
    }
}
