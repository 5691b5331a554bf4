package lanegrad.data;

import java.util.List;

/** A column to predict, as it was fitted on the training rows. */
public sealed interface Target {
    /** The name of the column. */
    String name();

    /**
     * Classes, encoded as the index of their label.
     *
     * @param name the name of the column
     * @param labels the classes in a fixed order: by number where all are numbers, otherwise by name
     */
    record Classes(String name, List<String> labels) implements Target {
        /** Copies the list. */
        public Classes {
            labels = List.copyOf(labels);
        }
    }

    /**
     * A number, encoded as (y - mean) / deviation, or as 0 if the deviation is 0.
     *
     * @param name the name of the column
     * @param mean the mean of the training rows
     * @param deviation the standard deviation of the training rows (their number is the divisor)
     */
    record Quantity(String name, double mean, double deviation) implements Target {
        /** Whether the number is used as it is. */
        public boolean isRaw() {
            return mean == 0 && deviation == 1;
        }

        /** The number that a standardised one stands for: mean + deviation * z. */
        public double decode(double z) {
            return mean + deviation * z;
        }
    }

    /**
     * Fits a column of the training rows: classes for categories, a quantity for numbers.
     *
     * @param raw whether numbers stay as they are
     * @throws DataException if there is only one class
     */
    static Target fit(Table train, Column column, boolean raw) {
        return switch (column) {
            case Column.Numeric _ when raw -> new Quantity(column.name(), 0, 1);
            case Column.Numeric numbers -> {
                Moments moments = Moments.of(train, numbers);
                yield new Quantity(column.name(), moments.mean(), moments.deviation());
            }
            case Column.Categorical categories -> {
                List<String> labels = Labels.of(categories);
                if (labels.size() < 2) {
                    throw new DataException(
                            train.source(),
                            "the target %s has the single class %s in the rows to train on; expected at least two classes"
                                    .formatted(DataException.quote(column.name()), labels));
                }
                yield new Classes(column.name(), labels);
            }
        };
    }

    /**
     * Checks that every row says what is to be predicted: with several targets, one of them at least.
     *
     * @throws DataException if a cell is missing, or all targets of a row
     */
    static void requirePresent(Table table, List<String> targets) {
        List<Column> columns = targets.stream().map(table::column).toList();
        for (int row = 0; row < table.rows(); row++) {
            int at = row;
            if (columns.stream().allMatch(column -> column.isMissing(at))) {
                String named = DataException.list(targets);
                throw new DataException(
                        table.where(row),
                        targets.size() == 1
                                ? "the target " + named + " is missing; fill in the cell or remove the row"
                                : "the targets " + named + " are all missing; fill in a cell or remove the row");
            }
        }
    }
}
