package lanegrad.data;

import java.util.ArrayList;
import java.util.List;

/** An input column as it was fitted on the training rows: what it becomes, and with which statistics. */
public sealed interface Feature {
    /** The name of the column. */
    String name();

    /** The names of the inputs that the column becomes, such as {@code island=Biscoe}. */
    List<String> inputs();

    /** The type of the column. */
    ColumnType type();

    /**
     * A number, encoded as (x - mean) / deviation, or as 0 if it is missing or the deviation is 0.
     *
     * @param name the name of the column
     * @param mean the mean of the training rows
     * @param deviation the standard deviation of the training rows (their number is the divisor)
     * @param indicator whether a second input is 1 where the number is missing: if some training rows had none
     */
    record Numeric(String name, double mean, double deviation, boolean indicator) implements Feature {
        @Override
        public List<String> inputs() {
            return indicator ? List.of(name, name + " missing") : List.of(name);
        }

        @Override
        public ColumnType type() {
            return ColumnType.NUMERIC;
        }
    }

    /**
     * A category, encoded as one input for each: 1 for the row's own, 0 for the others. A category that training never saw
     * is 0 everywhere.
     *
     * @param name the name of the column
     * @param categories those of the training rows in a fixed order
     * @param indicator whether missing is a category too, with an input after the others: if some training rows had none
     */
    record Categorical(String name, List<String> categories, boolean indicator) implements Feature {
        /** Copies the list. */
        public Categorical {
            categories = List.copyOf(categories);
        }

        @Override
        public List<String> inputs() {
            List<String> inputs = new ArrayList<>();
            categories.forEach(category -> inputs.add(name + "=" + category));
            if (indicator) {
                inputs.add(name + " missing");
            }
            return inputs;
        }

        @Override
        public ColumnType type() {
            return ColumnType.CATEGORICAL;
        }
    }

    /**
     * Fits a column of the training rows.
     *
     * @throws DataException if it has too many categories, or numbers too large to standardise
     */
    static Feature fit(Table train, Column column) {
        int missing = 0;
        for (int row = 0; row < column.rows(); row++) {
            missing += column.isMissing(row) ? 1 : 0;
        }
        boolean indicator = missing > 0 && missing < column.rows(); // where all are missing it would say nothing
        return switch (column) {
            case Column.Numeric numbers -> {
                Moments moments = Moments.of(train, numbers);
                yield new Numeric(column.name(), moments.mean(), moments.deviation(), indicator);
            }
            case Column.Categorical categories ->
                new Categorical(column.name(), fewEnough(train, column, Labels.of(categories)), indicator);
        };
    }

    private static List<String> fewEnough(Table train, Column column, List<String> categories) {
        int most = 10_000;
        if (categories.size() > most) {
            throw new DataException(
                    train.source(),
                    "column %s holds %s different texts, but at most %s categories can be encoded; "
                                    .formatted(DataException.quote(column.name()), categories.size(), most)
                            + "leave it out by `columns: {%s: ignore}`".formatted(column.name()));
        }
        return categories;
    }
}
