package lanegrad.data.format;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanegrad.data.DataException;

/** The header and the rows of a CSV text, each row checked to have a cell for each column. */
final class CsvRows {
    private static final int MAX_COLUMNS = 16_384;
    private static final int MAX_CELL = 1 << 20;
    private static final int MAX_ROW = 1 << 24;
    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    interface Visitor {
        void row(int line, CsvRecord cells);
    }

    private final String source;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> header;
    private final String where;

    CsvRows(String source, InputStream bytes, char delimiter) throws IOException {
        this.source = source;
        // What isn't UTF-8 becomes U+FFFD here and is refused where it stands, so that the message knows its line.
        BufferedReader text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        text.mark(1);
        if (text.read() != '\uFEFF') { // the byte order mark that some programs write first
            text.reset();
        }
        records = CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(MAX_COLUMNS)
                                .maxFieldSize(MAX_CELL)
                                .maxRecordSize(MAX_ROW)
                                .fieldModifier(FieldModifier.modify(String::strip))
                                .build(),
                        text)
                .iterator();
        if (!hasNext()) {
            throw new DataException(source, "the file is empty; expected a line of column names, then rows");
        }
        CsvRecord first = records.next();
        where = source + ":" + first.getStartingLineNumber();
        header = List.copyOf(first.getFields());
        checkHeader(delimiter);
    }

    /** The names of the columns. */
    List<String> header() {
        return header;
    }

    /** The place of the header. */
    String where() {
        return where;
    }

    /** Visits each row once. */
    void forEach(Visitor visitor) {
        int width = header.size();
        boolean any = false;
        while (hasNext()) {
            CsvRecord row = records.next();
            int line = Math.toIntExact(row.getStartingLineNumber());
            if (row.getFieldCount() != width) {
                throw new DataException(
                        source + ":" + line,
                        "%s cells in this row, but %s columns in the header; a cell that contains the delimiter or a "
                                        .formatted(row.getFieldCount(), width)
                                + "line break needs quotes around it");
            }
            visitor.row(line, row);
            any = true;
        }
        if (!any) {
            throw new DataException(source, "there are no rows below the header; expected at least one");
        }
    }

    /**
     * Checks that a cell was UTF-8.
     *
     * @throws DataException if it wasn't
     */
    static void requireText(String where, String column, String cell) {
        if (cell.indexOf('\uFFFD') >= 0) {
            throw new DataException(
                    where,
                    "column %s holds bytes that aren't UTF-8: %s; save the file in UTF-8"
                            .formatted(DataException.quote(column), DataException.quote(cell)));
        }
    }

    private void checkHeader(char delimiter) {
        Map<String, Integer> seen = new HashMap<>();
        for (int c = 0; c < header.size(); c++) {
            String name = header.get(c);
            requireText(where, String.valueOf(c + 1), name);
            if (name.isEmpty()) {
                throw new DataException(
                        where, "column %s has no name; the first line must name every column".formatted(c + 1));
            }
            Integer earlier = seen.put(name, c + 1);
            if (earlier != null) {
                throw new DataException(
                        where,
                        "columns %s and %s are both named %s; the first line must name every column, each differently"
                                .formatted(earlier, c + 1, DataException.quote(name)));
            }
        }
        if (header.size() == 1) {
            checkDelimiter(header.getFirst(), delimiter);
        }
    }

    private void checkDelimiter(String name, char delimiter) {
        for (char other : new char[] {';', '\t', '|', ','}) {
            if (other != delimiter && name.indexOf(other) >= 0) {
                String spelled = other == '\t' ? "\\t" : String.valueOf(other);
                throw new DataException(
                        where,
                        "there is one column, %s; if \"%s\" stands between cells, say {csv: %s, delimiter: \"%s\"}"
                                .formatted(DataException.quote(name), spelled, source, spelled));
            }
        }
    }

    private boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException e) {
            Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
            throw new DataException(
                    line.find() ? source + ":" + line.group(1) : source,
                    "not a row of CSV: " + e.getMessage() + "; check the quotes",
                    e);
        } catch (UncheckedIOException e) {
            throw new DataException(source, "reading failed: " + e.getMessage(), e);
        }
    }
}
