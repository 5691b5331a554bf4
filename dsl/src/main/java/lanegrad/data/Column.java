package lanegrad.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A named column of cells, all numbers or all categories, some of them perhaps missing. */
public sealed interface Column {
    /** The name in the header. */
    String name();

    /** How its cells are read. */
    ColumnType type();

    /** The number of cells. */
    int rows();

    /** Whether a cell is missing. */
    boolean isMissing(int row);

    /** The cells of these rows, in this order. */
    Column select(int... rows);

    /** Numbers; a missing one is NaN. */
    final class Numeric implements Column {
        private final String name;
        private final double[] values;

        /**
         * A column of these numbers, NaN where one is missing.
         *
         * @throws IllegalArgumentException if one is infinite
         */
        public Numeric(String name, double... values) {
            this.name = name;
            this.values = values.clone();
            for (double value : values) {
                if (Double.isInfinite(value)) {
                    throw new IllegalArgumentException(
                            "column '" + name + "': numbers must be finite (NaN if missing), but one is " + value);
                }
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public ColumnType type() {
            return ColumnType.NUMERIC;
        }

        @Override
        public int rows() {
            return values.length;
        }

        /** The number in a row, NaN if it is missing. */
        public double at(int row) {
            return values[row];
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }

        @Override
        public Numeric select(int... rows) {
            double[] selected = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                selected[i] = values[rows[i]];
            }
            return new Numeric(name, selected);
        }
    }

    /** Names of categories; a missing one is null. */
    final class Categorical implements Column {
        private final String name;
        private final List<@Nullable String> values;

        /** A column of these categories, null where one is missing. */
        public Categorical(String name, List<@Nullable String> values) {
            this.name = name;
            this.values = Collections.unmodifiableList(new ArrayList<>(values));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public ColumnType type() {
            return ColumnType.CATEGORICAL;
        }

        @Override
        public int rows() {
            return values.size();
        }

        /** The category in a row, null if it is missing. */
        public @Nullable String at(int row) {
            return values.get(row);
        }

        /** All cells in order, null where one is missing. */
        public List<@Nullable String> values() {
            return values;
        }

        @Override
        public boolean isMissing(int row) {
            return values.get(row) == null;
        }

        @Override
        public Categorical select(int... rows) {
            List<@Nullable String> selected = new ArrayList<>(rows.length);
            for (int row : rows) {
                selected.add(values.get(row));
            }
            return new Categorical(name, selected);
        }
    }
}
