package lanegrad.data;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Raw data as it was read: named columns of equal length, which remember the file and the line of each row.
 *
 * <pre>{@code
 * Table table = new Table("wages", List.of(new Column.Numeric("hours", 38, 40), new Column.Numeric("wage", 21.5, 30)));
 * }</pre>
 */
public final class Table {
    private final String source;
    private final List<Column> columns;
    private final Map<String, Column> byName = new LinkedHashMap<>();
    private final int[] lines;
    private final int rows;

    /** A table that isn't from a file; {@code source} names it in messages. */
    public Table(String source, List<? extends Column> columns) {
        this(source, columns, new int[0]);
    }

    /**
     * A table whose rows stand at these lines of a file.
     *
     * @throws IllegalArgumentException if there is no column, two have one name, or their lengths differ
     */
    public Table(String source, List<? extends Column> columns, int[] lines) {
        this.source = source;
        this.columns = List.copyOf(columns);
        this.lines = lines.clone();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(source + ": a table needs at least one column");
        }
        rows = lines.length > 0 ? lines.length : columns.getFirst().rows();
        for (Column column : columns) {
            if (column.rows() != rows) {
                throw new IllegalArgumentException("%s: column '%s' has %s rows, but expected were %s"
                        .formatted(source, column.name(), column.rows(), rows));
            }
            if (byName.put(column.name(), column) != null) {
                throw new IllegalArgumentException("%s: two columns are named '%s'".formatted(source, column.name()));
            }
        }
    }

    /** Where it is from: a file's path, or another name. */
    public String source() {
        return source;
    }

    /** The columns in their order. */
    public List<Column> columns() {
        return columns;
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The column of this name, or null. */
    public @Nullable Column find(String name) {
        return byName.get(name);
    }

    /**
     * The column of this name.
     *
     * @throws DataException if there is none; it suggests the nearest name
     */
    public Column column(String name) {
        Column column = byName.get(name);
        if (column == null) {
            throw DataException.unknownColumn(source, name, byName.keySet());
        }
        return column;
    }

    /** Where a row stands, such as {@code penguins.csv:17}. */
    public String where(int row) {
        return lines.length > 0 ? source + ":" + lines[row] : source + ", row " + (row + 1);
    }

    /** The types of the columns, as a schema that other files of the same data are read by. */
    public Schema schema() {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        columns.forEach(column -> types.put(column.name(), column.type()));
        return Schema.exactly(types);
    }

    /** The table of these rows, in this order. */
    public Table select(int... selected) {
        int[] where = new int[lines.length > 0 ? selected.length : 0];
        for (int i = 0; i < where.length; i++) {
            where[i] = lines[selected[i]];
        }
        return new Table(
                source, columns.stream().map(column -> column.select(selected)).toList(), where);
    }

    /** The table without the columns of these names. */
    public Table without(Collection<String> names) {
        Set<String> dropped = new LinkedHashSet<>(names);
        return new Table(
                source,
                columns.stream()
                        .filter(column -> !dropped.contains(column.name()))
                        .toList(),
                lines);
    }
}
