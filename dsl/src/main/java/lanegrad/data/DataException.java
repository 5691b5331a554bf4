package lanegrad.data;

import java.util.Collection;
import java.util.stream.Collectors;

/** Data that can't be used: the message says where (file:line), what was found, what was expected, and the remedy. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int MAX_QUOTED = 60;
    private static final int MAX_LISTED = 12;

    /** A fault at a place, such as {@code penguins.csv:17}. */
    public DataException(String where, String what) {
        super(where + ": " + what);
    }

    /** A fault at a place, with what caused it. */
    public DataException(String where, String what, Throwable cause) {
        super(where + ": " + what, cause);
    }

    /** A column that isn't there, with the nearest name that is. */
    public static DataException unknownColumn(String where, String column, Collection<String> columns) {
        String guess = Nearest.to(column, columns)
                .map(name -> "; did you mean " + quote(name) + "?")
                .orElse(".");
        return new DataException(
                where, "there is no column " + quote(column) + guess + " The columns are " + list(columns));
    }

    /** The first of some names, in quotes. */
    static String list(Collection<String> names) {
        String rest = names.size() > MAX_LISTED ? " and " + (names.size() - MAX_LISTED) + " more" : "";
        return names.stream().limit(MAX_LISTED).map(DataException::quote).collect(Collectors.joining(", ")) + rest;
    }

    /** A cell's text in quotes, fit for one line: shortened, and without control characters. */
    public static String quote(String text) {
        String shortened = text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "..." : text;
        return "'" + shortened.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
