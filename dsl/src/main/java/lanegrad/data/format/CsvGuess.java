package lanegrad.data.format;

import java.util.List;
import java.util.Locale;
import lanegrad.data.ColumnType;
import lanegrad.data.DataException;
import lanegrad.data.Numbers;

/** What the cells of a column look like: numbers, or categories. */
final class CsvGuess {
    private static final double MOSTLY = 0.9;

    private final String source;
    private final String name;
    private final List<String> missing;
    private long numbers;
    private long texts;
    private String firstText = "";
    private int firstLine;

    CsvGuess(String source, String name, List<String> missing) {
        this.source = source;
        this.name = name;
        this.missing = missing;
    }

    void see(int line, String cell) {
        if (missing.contains(cell)) {
            return;
        }
        if (!Double.isNaN(Numbers.parse(cell))) { // an infinite one is refused when it is read as a number
            numbers++;
        } else if (texts++ == 0) {
            firstText = cell;
            firstLine = line;
        }
    }

    /**
     * The type: numeric if no cell is a text.
     *
     * @throws DataException if there are texts among many more numbers
     */
    ColumnType type() {
        if (texts == 0) {
            return ColumnType.NUMERIC;
        }
        if (numbers >= 2 && numbers >= MOSTLY * (numbers + texts)) {
            throw new DataException(
                    source + ":" + firstLine,
                    "column %s holds %s, but %s of its %s cells are numbers; "
                                    .formatted(
                                            DataException.quote(name),
                                            DataException.quote(firstText),
                                            numbers,
                                            numbers + texts)
                            + remedy(name, firstText));
        }
        return ColumnType.CATEGORICAL;
    }

    /** What to do about a text among numbers. */
    static String remedy(String name, String text) {
        return String.format(
                Locale.ROOT,
                "correct the cell, or list %s under `missing`, or say `columns: {%s: categorical}`",
                DataException.quote(text),
                name);
    }
}
