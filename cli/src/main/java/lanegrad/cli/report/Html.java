package lanegrad.cli.report;

import java.util.List;

/** The parts that pages are made of. */
final class Html {
    private Html() {}

    /** A text that is shown as it is, in an element or in an attribute in double quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A table; the first column names the rows. */
    static String table(List<String> headings, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<tr>");
        headings.forEach(heading -> html.append("<th>").append(escape(heading)).append("</th>"));
        html.append("</tr>\n");
        for (List<String> row : rows) {
            html.append("<tr><th>").append(escape(row.getFirst())).append("</th>");
            row.stream()
                    .skip(1)
                    .forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</table></div>\n").toString();
    }

    /** A section below a heading. */
    static String section(String heading, String content) {
        return "<section>\n<h2>" + escape(heading) + "</h2>\n" + content + "</section>\n";
    }
}
