package lanegrad.data;

import java.util.Map;

/** Writes columns as floats into rows of a width, from an offset on, by the statistics of training. */
final class Encoder {
    private Encoder() {}

    static void encode(Feature feature, Table table, float[] out, int offset, int width) {
        Column column = table.column(feature.name());
        switch (feature) {
            case Feature.Numeric fitted -> {
                Column.Numeric numbers = numeric(table, column);
                for (int row = 0; row < table.rows(); row++) {
                    boolean missing = numbers.isMissing(row);
                    out[row * width + offset] =
                            missing ? 0 : standardise(table, numbers, row, fitted.mean(), fitted.deviation());
                    if (fitted.indicator()) {
                        out[row * width + offset + 1] = missing ? 1 : 0;
                    }
                }
            }
            case Feature.Categorical fitted -> {
                Column.Categorical categories = categorical(table, column);
                Map<String, Integer> index = Labels.index(fitted.categories());
                for (int row = 0; row < table.rows(); row++) {
                    String category = categories.at(row);
                    Integer own = category == null ? Integer.valueOf(index.size()) : index.get(category);
                    if (own != null && (category != null || fitted.indicator())) {
                        out[row * width + offset + own] = 1;
                    }
                }
            }
        }
    }

    /** A missing cell becomes 0, whatever that stands for: its weight must be 0 too. */
    static void encode(Target target, Table table, float[] out, int offset, int width) {
        Column column = table.column(target.name());
        switch (target) {
            case Target.Quantity fitted -> {
                Column.Numeric numbers = numeric(table, column);
                for (int row = 0; row < table.rows(); row++) {
                    out[row * width + offset] = numbers.isMissing(row)
                            ? 0
                            : standardise(table, numbers, row, fitted.mean(), fitted.deviation());
                }
            }
            case Target.Classes fitted -> {
                Column.Categorical classes = categorical(table, column);
                Map<String, Integer> index = Labels.index(fitted.labels());
                for (int row = 0; row < table.rows(); row++) {
                    out[row * width + offset] =
                            classes.isMissing(row) ? 0 : classIndex(table, classes, row, fitted, index);
                }
            }
        }
    }

    private static float standardise(Table table, Column.Numeric column, int row, double mean, double deviation) {
        float z = deviation == 0 ? 0 : (float) ((column.at(row) - mean) / deviation);
        if (!Float.isFinite(z)) {
            throw new DataException(
                    table.where(row),
                    "column %s holds %s, too far from the numbers trained on (mean %s, deviation %s); correct the cell"
                            .formatted(DataException.quote(column.name()), column.at(row), mean, deviation));
        }
        return z;
    }

    private static int classIndex(
            Table table, Column.Categorical column, int row, Target.Classes target, Map<String, Integer> index) {
        String label = String.valueOf(column.at(row));
        Integer own = index.get(label);
        if (own == null) {
            throw new DataException(
                    table.where(row),
                    "the target %s holds %s, a class that training never saw; expected one of %s"
                            .formatted(
                                    DataException.quote(column.name()),
                                    DataException.quote(label),
                                    DataException.list(target.labels())));
        }
        return own;
    }

    private static Column.Numeric numeric(Table table, Column column) {
        if (column instanceof Column.Numeric numeric) {
            return numeric;
        }
        throw wrongType(table, column, "numeric");
    }

    private static Column.Categorical categorical(Table table, Column column) {
        if (column instanceof Column.Categorical categorical) {
            return categorical;
        }
        throw wrongType(table, column, "categorical");
    }

    private static DataException wrongType(Table table, Column column, String expected) {
        return new DataException(
                table.source(),
                "column %s is not %s, as it was in training; read the table by the model's schema"
                        .formatted(DataException.quote(column.name()), expected));
    }
}
