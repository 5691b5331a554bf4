package lanegrad.data.toy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lanegrad.data.Column;
import lanegrad.data.ColumnType;
import lanegrad.data.DataException;
import lanegrad.data.Schema;
import lanegrad.data.Table;
import lanegrad.kernels.random.Philox;
import org.jspecify.annotations.Nullable;

/** Points of the plane in the making, each of a class from 0 on: the columns x1, x2 and y. */
final class Points {
    static final List<String> TARGET = List.of("y");
    static final int MAX_ROWS = 10_000_000;

    private final double[] x1;
    private final double[] x2;
    private final double[] y;

    Points(int rows) {
        x1 = new double[rows];
        x2 = new double[rows];
        y = new double[rows];
    }

    void set(int row, double first, double second, int label) {
        x1[row] = first;
        x2[row] = second;
        y[row] = label;
    }

    /** Adds normal noise to both coordinates. */
    void blur(long key, double deviation) {
        blur(x1, key, 0, deviation);
        blur(x2, key, 1, deviation);
    }

    private static void blur(double[] x, long key, int stream, double deviation) {
        float[] noise = new float[x.length];
        Philox.normal(key, stream, noise, 0, noise.length);
        for (int i = 0; i < x.length; i++) {
            x[i] += deviation * noise[i];
        }
    }

    /** The table; y is categorical unless the schema makes it a number. */
    Table table(String source, Schema schema) {
        schema.check(source, List.of("x1", "x2", "y"));
        List<Column> columns = new ArrayList<>();
        add(columns, source, schema, "x1", x1, ColumnType.NUMERIC);
        add(columns, source, schema, "x2", x2, ColumnType.NUMERIC);
        add(columns, source, schema, "y", y, ColumnType.CATEGORICAL);
        if (columns.isEmpty()) {
            throw new DataException(source, "all columns are ignored; expected one to be read at least");
        }
        return new Table(source, columns);
    }

    private static void add(
            List<Column> columns, String source, Schema schema, String name, double[] values, ColumnType usual) {
        ColumnType wanted = schema.type(name);
        switch (wanted == null ? usual : wanted) {
            case IGNORE -> {}
            case NUMERIC -> columns.add(new Column.Numeric(name, values));
            case CATEGORICAL -> {
                if (usual == ColumnType.NUMERIC) {
                    throw new DataException(source, "column '" + name + "' is numeric and can't be categorical");
                }
                List<@Nullable String> labels = new ArrayList<>();
                Arrays.stream(values).forEach(value -> labels.add(String.valueOf((int) value)));
                columns.add(new Column.Categorical(name, labels));
            }
        }
    }

    static void requireBetween(String what, int least, int most, int value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s must be at least %s and at most %s, but is %s".formatted(what, least, most, value));
        }
    }

    static void requireBetween(String what, double least, double most, double value) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s must be at least %s and at most %s, but is %s".formatted(what, least, most, value));
        }
    }
}
