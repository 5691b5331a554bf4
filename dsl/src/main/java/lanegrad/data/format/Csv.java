package lanegrad.data.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import lanegrad.data.ColumnType;
import lanegrad.data.DataException;
import lanegrad.data.Schema;
import lanegrad.data.Source;
import lanegrad.data.Table;

/**
 * Rows of text cells below a header of column names (RFC 4180), in UTF-8; spaces around cells don't count, nor do empty
 * lines.
 *
 * <p>A column whose cells are all numbers is numeric, any other categorical, unless the schema says otherwise. A column
 * with nine numbers in ten and a text is refused: it is more likely a numeric one with a mistake.
 *
 * @param path the file, relative to the folder it is read from
 * @param delimiter the character between cells
 * @param missing the cells that stand for a missing value
 */
public record Csv(String path, String delimiter, List<String> missing) implements Source {
    /**
     * Checks the delimiter.
     *
     * @throws IllegalArgumentException if it isn't one character, or is a quote or a line break
     */
    public Csv {
        missing = missing.stream().map(String::strip).toList();
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            throw new IllegalArgumentException(
                    "delimiter: expected one character between cells, such as \";\" or \"\\t\", but is \"" + delimiter
                            + "\"");
        }
    }

    /** Cells between commas; empty ones and {@code NA} are missing. */
    public Csv(String path) {
        this(path, ",", List.of("", "NA"));
    }

    @Override
    public Csv at(UnaryOperator<String> where) {
        return new Csv(where.apply(path), delimiter, missing);
    }

    @Override
    public Table read(Path base, Schema schema, long seed) {
        Schema types = schema.guessing() ? open(base, bytes -> guess(bytes, schema)) : schema;
        return open(base, bytes -> read(bytes, path, types));
    }

    @Override
    public List<String> header(Path base, Collection<String> needed) {
        return open(base, bytes -> {
            CsvRows rows = new CsvRows(path, bytes, delimiter.charAt(0));
            for (String name : needed) {
                if (!rows.header().contains(name)) {
                    throw DataException.unknownColumn(rows.where(), name, rows.header());
                }
            }
            return rows.header();
        });
    }

    /**
     * Reads a stream that can be read only once, such as the standard input; it isn't closed.
     *
     * @param name stands for the file in messages
     * @param schema the types of all columns, guessing none
     * @throws DataException if the data can't be used
     */
    public Table read(InputStream bytes, String name, Schema schema) throws IOException {
        if (schema.guessing()) {
            throw new IllegalArgumentException(name + ": types can't be guessed from what can be read only once");
        }
        CsvRows rows = new CsvRows(name, bytes, delimiter.charAt(0));
        schema.check(rows.where(), rows.header());
        CsvColumns columns = new CsvColumns(name, rows.header(), schema, missing);
        rows.forEach(columns::add);
        return columns.table();
    }

    private Schema guess(InputStream bytes, Schema schema) throws IOException {
        CsvRows rows = new CsvRows(path, bytes, delimiter.charAt(0));
        List<String> header = rows.header();
        schema.check(rows.where(), header);
        List<CsvGuess> guesses = new ArrayList<>();
        header.forEach(name -> guesses.add(new CsvGuess(path, name, missing)));
        rows.forEach((line, cells) -> {
            for (int c = 0; c < guesses.size(); c++) {
                if (schema.type(header.get(c)) == null) {
                    guesses.get(c).see(line, cells.getField(c));
                }
            }
        });
        Map<String, ColumnType> types = new LinkedHashMap<>();
        for (int c = 0; c < guesses.size(); c++) {
            ColumnType known = schema.type(header.get(c));
            types.put(header.get(c), known == null ? guesses.get(c).type() : known);
        }
        return Schema.exactly(types);
    }

    private interface Reading<T> {
        T from(InputStream bytes) throws IOException;
    }

    private <T> T open(Path base, Reading<T> reading) {
        Path file = base.resolve(path);
        if (Files.isDirectory(file)) {
            throw new DataException(path, "this is a folder; expected a CSV file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) { // it is read twice: for the types, then for the cells
            throw new DataException(path, "this is a pipe or a device; expected a CSV file");
        }
        if (Files.notExists(file)) {
            throw new DataException(
                    path,
                    "there is no such file (looked for " + file.toAbsolutePath().normalize() + "); correct the path");
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return reading.from(bytes);
        } catch (AccessDeniedException e) {
            throw new DataException(path, "the file may not be read; change its permissions", e);
        } catch (IOException e) {
            throw new DataException(path, "reading failed: " + e.getMessage(), e);
        }
    }
}
