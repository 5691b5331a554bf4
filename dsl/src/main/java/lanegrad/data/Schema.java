package lanegrad.data;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the columns before a table is read.
 *
 * @param types the types of columns by name; each must be in the table
 * @param guessing whether the types of other columns are guessed; otherwise they are ignored
 */
public record Schema(Map<String, ColumnType> types, boolean guessing) {
    /** Copies the map. */
    public Schema {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    /** All columns are read; the types are guessed where the map has none. */
    public static Schema guess(Map<String, ColumnType> types) {
        return new Schema(types, true);
    }

    /** Only the columns in the map are read. */
    public static Schema exactly(Map<String, ColumnType> types) {
        return new Schema(types, false);
    }

    /** The type of a column, or null if it must be guessed. */
    public @Nullable ColumnType type(String column) {
        return types.getOrDefault(column, guessing ? null : ColumnType.IGNORE);
    }

    /**
     * Checks that the columns in the map are there.
     *
     * @param where the place of the header
     * @param header the names of the columns
     * @throws DataException if one isn't; it suggests the nearest name
     */
    public void check(String where, Collection<String> header) {
        for (Map.Entry<String, ColumnType> entry : types.entrySet()) {
            if (!header.contains(entry.getKey())) {
                throw DataException.unknownColumn(where, entry.getKey(), header);
            }
        }
    }
}
