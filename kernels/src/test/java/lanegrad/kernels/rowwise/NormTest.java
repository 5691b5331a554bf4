package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Floats.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanegrad.kernels.Floats;
import lanegrad.kernels.Tiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch and layer normalisation: near their formulas and their differences in double precision, and PyTorch's. */
@Tag("widths")
class NormTest {
    private static final double EPSILON = 1e-5;

    private record Shape(int rows, int columns) {
        int size() {
            return rows * columns;
        }
    }

    static Stream<Shape> shapes() {
        return IntStream.of(1, 2, 4, 5, 7, 8, 10, 15, 16, 17, 31, 32, 33, 47, 64, 100, 130)
                .boxed()
                .flatMap(columns -> IntStream.of(1, 2, 3, 4, 5, 9, 18).mapToObj(rows -> new Shape(rows, columns)));
    }

    /** Which elements are normalised together. */
    enum Kind {
        BATCH {
            @Override
            boolean together(int i, int j, int k, int l) {
                return j == l;
            }

            @Override
            Results run(float[] x, float[] gamma, float[] beta, float[] dy, Shape s) {
                Results r = new Results(s);
                float[] mean = new float[s.columns];
                float[] variance = new float[s.columns];
                ColumnMoments.run(x, 0, mean, 0, variance, 0, s.rows, s.columns);
                ColumnNorm.forward(x, 0, mean, 0, variance, 0, EPSILON, gamma, 0, beta, 0, r.y, 2, s.rows, s.columns);
                ColumnNorm.backward(
                        x, 0, mean, 0, variance, 0, EPSILON, gamma, 0, dy, 0, r.dx, 2, r.dgamma, 2, r.dbeta, 2, s.rows,
                        s.columns);
                return r;
            }
        },
        LAYER {
            @Override
            boolean together(int i, int j, int k, int l) {
                return i == k;
            }

            @Override
            Results run(float[] x, float[] gamma, float[] beta, float[] dy, Shape s) {
                Results r = new Results(s);
                float[] mean = new float[s.rows];
                float[] variance = new float[s.rows];
                RowNorm.forward(x, 0, mean, 0, variance, 0, EPSILON, gamma, 0, beta, 0, r.y, 2, s.rows, s.columns);
                RowNorm.backward(
                        x, 0, mean, 0, variance, 0, EPSILON, gamma, 0, dy, 0, r.dx, 2, r.dgamma, 2, r.dbeta, 2, s.rows,
                        s.columns);
                float[] again = new float[2 * s.rows];
                RowMoments.run(x, 0, again, 0, again, s.rows, s.rows, s.columns);
                assertSameBits(Arrays.copyOf(again, s.rows), mean, "mean");
                assertSameBits(Arrays.copyOfRange(again, s.rows, 2 * s.rows), variance, "variance");
                return r;
            }
        };

        abstract boolean together(int i, int j, int k, int l);

        abstract Results run(float[] x, float[] gamma, float[] beta, float[] dy, Shape s);

        /** Element (i, j) of y in double precision. */
        double exact(double[] x, double gamma, double beta, Shape s, int i, int j) {
            double sum = 0;
            double squares = 0;
            int n = 0;
            for (int k = 0; k < s.rows; k++) {
                for (int l = 0; l < s.columns; l++) {
                    if (together(i, j, k, l)) {
                        sum += x[k * s.columns + l];
                        n++;
                    }
                }
            }
            for (int k = 0; k < s.rows; k++) {
                for (int l = 0; l < s.columns; l++) {
                    if (together(i, j, k, l)) {
                        squares += Math.pow(x[k * s.columns + l] - sum / n, 2);
                    }
                }
            }
            return gamma * (x[i * s.columns + j] - sum / n) / Math.sqrt(squares / n + EPSILON) + beta;
        }
    }

    /** With guards around each, from offset 2. */
    private static final class Results {
        final float[] y;
        final float[] dx;
        final float[] dgamma;
        final float[] dbeta;

        Results(Shape s) {
            y = Floats.guarded(s.size() + 20);
            dx = Floats.guarded(s.size() + 20);
            dgamma = Floats.guarded(s.columns + 20);
            dbeta = Floats.guarded(s.columns + 20);
        }

        float[][] all() {
            return new float[][] {y, dx, dgamma, dbeta};
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void followsItsFormulaAndDifferences(Shape s) {
        for (Kind kind : Kind.values()) {
            float[] x = Floats.normal(1, s.size());
            float[] gamma = Floats.normal(2, s.columns);
            float[] beta = Floats.normal(3, s.columns);
            float[] dy = Floats.normal(4, s.size());
            Results r = kind.run(x, gamma, beta, dy, s);
            double[] wide = IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
            double[] dbeta = new double[s.columns];
            double[] dgamma = new double[s.columns];
            for (int i = 0; i < s.rows; i++) {
                for (int j = 0; j < s.columns; j++) {
                    int at = i * s.columns + j;
                    double h = kind.exact(wide, 1, 0, s, i, j);
                    near(r.y[2 + at], gamma[j] * h + beta[j], 1e-4);
                    dbeta[j] += dy[at];
                    dgamma[j] += dy[at] * h;
                }
            }
            for (int j = 0; j < s.columns; j++) {
                near(r.dbeta[2 + j], dbeta[j], 1e-5);
                near(r.dgamma[2 + j], dgamma[j], 1e-3);
            }
            // Some elements will do: each takes the whole matrix.
            for (int at = 0; at < x.length; at += 1 + x.length / 7) {
                near(r.dx[2 + at], difference(kind, wide, gamma, dy, s, at), 2e-2);
            }
            for (float[] written : r.all()) {
                float[] guards = Floats.guarded(18);
                assertSameBits(Arrays.copyOf(written, 2), Arrays.copyOf(guards, 2), kind);
                assertSameBits(Arrays.copyOfRange(written, written.length - 18, written.length), guards, kind);
            }
        }
    }

    private static double difference(Kind kind, double[] x, float[] gamma, float[] dy, Shape s, int at) {
        double step = 1e-5;
        double difference = 0;
        for (int i = 0; i < s.rows; i++) {
            for (int j = 0; j < s.columns; j++) {
                if (kind.together(i, j, at / s.columns, at % s.columns)) {
                    double[] up = x.clone();
                    double[] down = x.clone();
                    up[at] += step;
                    down[at] -= step;
                    difference += dy[i * s.columns + j]
                            * (kind.exact(up, gamma[j], 0, s, i, j) - kind.exact(down, gamma[j], 0, s, i, j))
                            / (2 * step);
                }
            }
        }
        return difference;
    }

    private static void near(float actual, double expected, double tolerance) {
        assertThat((double) actual).isCloseTo(expected, within(tolerance * (1 + Math.abs(expected))));
    }

    @ParameterizedTest
    @EnumSource
    void goesWherePyTorchGoes(Kind kind) throws IOException {
        Shape s = new Shape(7, 35);
        float[] x = matrix(s, 1.3, 0.7);
        float[] gamma = Arrays.copyOf(matrix(s, 0, 0.3), s.columns);
        float[] beta = Arrays.copyOf(matrix(s, 0, 1.1), s.columns);
        for (int i = 0; i < x.length; i++) {
            x[i] = 2 * x[i] + 0.5f;
        }
        for (int j = 0; j < s.columns; j++) {
            gamma[j] = 1 + 0.5f * gamma[j];
            beta[j] *= 0.25f;
        }
        Results r = kind.run(x, gamma, beta, matrix(s, 0.9, 0.2), s);
        String name = kind == Kind.BATCH ? "batch " : "layer ";
        compare(r.y, name + "y");
        compare(r.dx, name + "dx");
        compare(r.dgamma, name + "dgamma");
        compare(r.dbeta, name + "dbeta");
    }

    private static float[] matrix(Shape s, double a, double b) {
        float[] x = new float[s.size()];
        for (int i = 0; i < x.length; i++) {
            int row = i / s.columns;
            int column = i % s.columns;
            x[i] = (float) Math.sin(a * row + b * column * column);
        }
        return x;
    }

    private static void compare(float[] actual, String name) throws IOException {
        String text;
        try (InputStream stream = NormTest.class.getResourceAsStream("/fixtures/normalisation.csv")) {
            assertThat(stream).isNotNull();
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        String line =
                text.lines().filter(l -> l.startsWith(name + ",")).findFirst().orElseThrow();
        String[] cells = line.split(",", -1);
        for (int i = 1; i < cells.length; i++) {
            near(actual[1 + i], Double.parseDouble(cells[i]), 1e-5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bitsDependOnNeitherLanesNorWorkers(Kind kind) {
        Shape s = new Shape(70, 333);
        float[] x = Floats.normal(1, s.size());
        float[] gamma = Floats.normal(2, s.columns);
        float[] beta = Floats.normal(3, s.columns);
        float[] dy = Floats.normal(4, s.size());
        Results alone = kind.run(x, gamma, beta, dy, s);
        Results shared = Tiles.with(3, () -> kind.run(x, gamma, beta, dy, s));
        for (int i = 0; i < 4; i++) {
            assertSameBits(shared.all()[i], alone.all()[i], kind + " " + i);
        }
        if (kind == Kind.BATCH) {
            for (int j = 0; j < s.columns; j++) {
                // A column alone is in no vector.
                int column = j;
                Results one = kind.run(
                        every(x, j, s),
                        new float[] {gamma[j]},
                        new float[] {beta[j]},
                        every(dy, j, s),
                        new Shape(70, 1));
                float[] y = new float[s.rows];
                float[] dx = new float[s.rows];
                for (int i = 0; i < s.rows; i++) {
                    y[i] = alone.y[2 + i * s.columns + column];
                    dx[i] = alone.dx[2 + i * s.columns + column];
                }
                assertSameBits(Arrays.copyOfRange(one.y, 2, 2 + s.rows), y, "y of " + j);
                assertSameBits(Arrays.copyOfRange(one.dx, 2, 2 + s.rows), dx, "dx of " + j);
                assertThat(one.dgamma[2]).isEqualTo(alone.dgamma[2 + j]);
                assertThat(one.dbeta[2]).isEqualTo(alone.dbeta[2 + j]);
            }
        }
    }

    private static float[] every(float[] x, int column, Shape s) {
        float[] y = new float[s.rows];
        for (int i = 0; i < s.rows; i++) {
            y[i] = x[i * s.columns + column];
        }
        return y;
    }

    /** Many rows of few columns go in groups, one row alone doesn't. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 10, 16, 17, 24, 25, 40})
    void aRowHasTheSameBitsAlone(int columns) {
        Shape s = new Shape(35, columns);
        Shape one = new Shape(1, columns);
        float[] x = Floats.normal(1, s.size());
        float[] gamma = Floats.normal(2, columns);
        float[] beta = Floats.normal(3, columns);
        float[] dy = Floats.normal(4, s.size());
        Results all = Kind.LAYER.run(x, gamma, beta, dy, s);
        for (int i = 0; i < s.rows; i++) {
            int from = i * columns;
            int to = from + columns;
            Results alone =
                    Kind.LAYER.run(Arrays.copyOfRange(x, from, to), gamma, beta, Arrays.copyOfRange(dy, from, to), one);
            assertSameBits(
                    Arrays.copyOfRange(all.y, 2 + from, 2 + to), Arrays.copyOfRange(alone.y, 2, 2 + columns), "y");
            assertSameBits(
                    Arrays.copyOfRange(all.dx, 2 + from, 2 + to), Arrays.copyOfRange(alone.dx, 2, 2 + columns), "dx");
        }
    }

    @Test
    void worksInPlace() {
        Shape s = new Shape(20, 37);
        for (Kind kind : Kind.values()) {
            float[] x = Floats.normal(1, s.size());
            float[] gamma = Floats.normal(2, s.columns);
            float[] dy = Floats.normal(4, s.size());
            Results apart = kind.run(x, gamma, new float[s.columns], dy, s);
            float[] mean = new float[s.columns];
            float[] spread = new float[s.columns];
            float[] sums = new float[2 * s.columns];
            int c = s.columns;
            if (kind == Kind.BATCH) {
                ColumnMoments.run(x, 0, mean, 0, spread, 0, s.rows, c);
                ColumnNorm.backward(
                        x, 0, mean, 0, spread, 0, EPSILON, gamma, 0, dy, 0, dy, 0, sums, 0, sums, c, s.rows, c);
                ColumnNorm.forward(x, 0, mean, 0, spread, 0, EPSILON, gamma, 0, new float[c], 0, x, 0, s.rows, c);
            } else {
                float[] y = x.clone();
                RowNorm.forward(y, 0, mean, 0, spread, 0, EPSILON, gamma, 0, new float[c], 0, y, 0, s.rows, c);
                RowNorm.backward(
                        x, 0, mean, 0, spread, 0, EPSILON, gamma, 0, dy, 0, dy, 0, sums, 0, sums, c, s.rows, c);
                x = y;
            }
            assertSameBits(x, Arrays.copyOfRange(apart.y, 2, 2 + s.size()), kind);
            assertSameBits(dy, Arrays.copyOfRange(apart.dx, 2, 2 + s.size()), kind);
        }
    }

    @Test
    void aLargeMeanDoesNotDrownASmallVariance() {
        Shape s = new Shape(64, 20);
        float[] x = Floats.normal(1, s.size());
        for (int i = 0; i < x.length; i++) {
            x[i] = 10_000 + x[i];
        }
        float[] mean = new float[s.columns];
        float[] variance = new float[s.columns];
        ColumnMoments.run(x, 0, mean, 0, variance, 0, s.rows, s.columns);
        for (int j = 0; j < s.columns; j++) {
            float[] column = every(x, j, s);
            double exact = IntStream.range(0, s.rows)
                    .mapToDouble(i -> column[i])
                    .average()
                    .orElseThrow();
            double squares = IntStream.range(0, s.rows)
                    .mapToDouble(i -> Math.pow(column[i] - exact, 2))
                    .average()
                    .orElseThrow();
            near(mean[j], exact, 1e-6);
            near(variance[j], squares, 1e-4);
        }
    }
}
