package lanegrad.data;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** A description of where a table comes from: a file in some format, or made from a seed. */
public non-sealed interface Source extends Holdout {
    /**
     * Reads or makes the table.
     *
     * @param base the folder that relative paths start from
     * @param schema what is known about the columns
     * @param seed where random numbers come from, if it needs any
     * @throws DataException if the data can't be used
     */
    Table read(Path base, Schema schema, long seed);

    /**
     * The names of the columns, without reading any row; none if the data is made and not read.
     *
     * @param base the folder that relative paths start from
     * @param needed columns that must be there
     * @throws DataException if the names can't be read, or one is needed and isn't there
     */
    default List<String> header(Path base, Collection<String> needed) {
        return List.of();
    }

    /** The columns that are predicted unless others are named; none for data that could be about anything. */
    default List<String> target() {
        return List.of();
    }

    /** The same data from files at other paths: where each path leads is up to the function; made data has no paths. */
    default Source at(UnaryOperator<String> path) {
        return this;
    }
}
