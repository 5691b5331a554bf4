package lanegrad.data;

/** How the cells of a column are read. */
public enum ColumnType {
    /** As numbers. */
    NUMERIC,
    /** As names of categories, even where they look like numbers. */
    CATEGORICAL,
    /** Not at all. */
    IGNORE
}
