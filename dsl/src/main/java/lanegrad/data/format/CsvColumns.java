package lanegrad.data.format;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanegrad.data.Column;
import lanegrad.data.ColumnType;
import lanegrad.data.DataException;
import lanegrad.data.Numbers;
import lanegrad.data.Schema;
import lanegrad.data.Table;
import org.jspecify.annotations.Nullable;

/** Collects cells as the columns of a table, by a schema that knows all types. */
final class CsvColumns {
    private final String source;
    private final List<String> missing;
    private final List<Cells> columns = new ArrayList<>();
    private int[] lines = new int[256];
    private int rows;

    CsvColumns(String source, List<String> header, Schema schema, List<String> missing) {
        this.source = source;
        this.missing = missing;
        for (int c = 0; c < header.size(); c++) {
            ColumnType type = schema.type(header.get(c));
            if (type == ColumnType.NUMERIC) {
                columns.add(new NumberCells(c, header.get(c)));
            } else if (type == ColumnType.CATEGORICAL) {
                columns.add(new TextCells(c, header.get(c)));
            }
        }
        if (columns.isEmpty()) {
            throw new DataException(source, "all columns are ignored; expected one to be read at least");
        }
    }

    void add(int line, CsvRecord cells) {
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, rows + rows / 2);
        }
        lines[rows++] = line;
        for (Cells column : columns) {
            String cell = cells.getField(column.position);
            column.add(line, missing.contains(cell) ? null : cell);
        }
    }

    Table table() {
        return new Table(source, columns.stream().map(Cells::column).toList(), Arrays.copyOf(lines, rows));
    }

    private abstract static sealed class Cells {
        final int position;
        final String name;

        Cells(int position, String name) {
            this.position = position;
            this.name = name;
        }

        abstract void add(int line, @Nullable String cell);

        abstract Column column();
    }

    private final class NumberCells extends Cells {
        private double[] values = new double[256];
        private int count;

        NumberCells(int position, String name) {
            super(position, name);
        }

        @Override
        void add(int line, @Nullable String cell) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count + count / 2);
            }
            values[count++] = cell == null ? Double.NaN : number(line, cell);
        }

        @Override
        Column column() {
            return new Column.Numeric(name, Arrays.copyOf(values, count));
        }

        private double number(int line, String cell) {
            double value = Numbers.parse(cell);
            if (Double.isNaN(value)) {
                throw new DataException(
                        source + ":" + line,
                        "column %s is numeric, but holds %s; "
                                        .formatted(DataException.quote(name), DataException.quote(cell))
                                + CsvGuess.remedy(name, cell));
            }
            if (Double.isInfinite(value)) {
                throw new DataException(
                        source + ":" + line,
                        "column %s holds %s, which is no finite number; correct the cell, or list %s under `missing`"
                                .formatted(
                                        DataException.quote(name),
                                        DataException.quote(cell),
                                        DataException.quote(cell)));
            }
            return value;
        }
    }

    private final class TextCells extends Cells {
        private final List<@Nullable String> values = new ArrayList<>();
        private final Map<String, String> distinct = new HashMap<>(); // equal cells share one string

        TextCells(int position, String name) {
            super(position, name);
        }

        @Override
        void add(int line, @Nullable String cell) {
            if (cell == null) {
                values.add(null);
                return;
            }
            CsvRows.requireText(source + ":" + line, name, cell);
            values.add(distinct.computeIfAbsent(cell, text -> text));
        }

        @Override
        Column column() {
            return new Column.Categorical(name, values);
        }
    }
}
