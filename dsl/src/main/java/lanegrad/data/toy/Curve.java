package lanegrad.data.toy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lanegrad.data.Column;
import lanegrad.data.ColumnType;
import lanegrad.data.DataException;
import lanegrad.data.Schema;
import lanegrad.data.Table;
import lanegrad.kernels.random.Philox;

/**
 * Points along a curve by its name: the columns x and y, both numbers; x is uniform between 0 and 1 (for the inverse, y is).
 *
 * @param shape the curve and how its noise is distributed
 * @param rows the number of points
 * @param noise the size of the noise
 */
public record Curve(Shape shape, int rows, double noise) implements Toy {
    /** The curves; n is a standard normal, e a standard exponential random number. */
    public enum Shape {
        /** y = sin(2 pi x) + noise n. */
        SINE,
        /** y = sin(2 pi x) + noise (1 + 3 x) n: the deviation grows fourfold. */
        FUNNEL,
        /** y = sin(2 pi x) + noise e: the mean is noise above the sine, the median noise log 2. */
        SKEWED,
        /** x = y + 0.3 sin(2 pi y) + noise n: up to three y for one x (Bishop, Mixture Density Networks, 1994). */
        INVERSE
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Curve {
        Points.requireBetween("curve: rows", 1, Points.MAX_ROWS, rows);
        Points.requireBetween("curve: noise", 0.0, 1000.0, noise);
    }

    /** 2,000 points along a sine, noise 0.05. */
    public Curve() {
        this(Shape.SINE);
    }

    /** 2,000 points, noise 0.05. */
    public Curve(Shape shape) {
        this(shape, 2000);
    }

    /** Noise 0.05. */
    public Curve(Shape shape, int rows) {
        this(shape, rows, 0.05);
    }

    @Override
    public Table read(Path base, Schema schema, long seed) {
        double[] x = uniform(seed, "x");
        double[] y = new double[rows];
        double[] exponential = uniform(seed, "exponential");
        float[] normal = new float[rows];
        Philox.normal(Philox.key(seed, "data", "curve", "normal"), 0, normal, 0, rows);
        for (int i = 0; i < rows; i++) {
            double wave = StrictMath.sin(2 * StrictMath.PI * x[i]);
            switch (shape) {
                case SINE -> y[i] = wave + noise * normal[i];
                case FUNNEL -> y[i] = wave + noise * (1 + 3 * x[i]) * normal[i];
                case SKEWED -> y[i] = wave - noise * StrictMath.log(1 - exponential[i]);
                case INVERSE -> {
                    y[i] = x[i];
                    x[i] += 0.3 * wave + noise * normal[i];
                }
            }
        }
        return table(schema, new Column.Numeric("x", x), new Column.Numeric("y", y));
    }

    private double[] uniform(long seed, String purpose) {
        float[] floats = new float[rows];
        Philox.uniform(Philox.key(seed, "data", "curve", purpose), 0, floats, 0, rows);
        double[] numbers = new double[rows];
        for (int i = 0; i < rows; i++) {
            numbers[i] = floats[i];
        }
        return numbers;
    }

    private static Table table(Schema schema, Column... all) {
        String source = "toy curve";
        schema.check(source, List.of("x", "y"));
        for (Column column : all) {
            if (schema.type(column.name()) == ColumnType.CATEGORICAL) {
                throw new DataException(source, "column '" + column.name() + "' is numeric and can't be categorical");
            }
        }
        List<Column> read = Stream.of(all)
                .filter(column -> schema.type(column.name()) != ColumnType.IGNORE)
                .toList();
        if (read.isEmpty()) {
            throw new DataException(source, "all columns are ignored; expected one to be read at least");
        }
        return new Table(source, read);
    }
}
