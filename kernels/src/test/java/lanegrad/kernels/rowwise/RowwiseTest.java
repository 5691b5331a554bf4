package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Floats.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanegrad.kernels.Floats;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.pointwise.Log;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions of rows: right in double precision, and to the bit what the plainest form gives at any shape. */
@Tag("widths")
class RowwiseTest {
    private static final int XO = 3;
    private static final int YO = 5;
    private static final int TO = 2;
    private static final int GO = 1;
    private static final Log LOG = new Log();

    private record Shape(int rows, int columns) {}

    static Stream<Shape> shapes() {
        Stream<Shape> narrow = IntStream.of(1, 2, 3, 5, 7, 8, 9, 10, 15, 16, 17, 31, 33, 63, 64)
                .boxed()
                .flatMap(columns -> IntStream.of(1, 3, 4, 8, 13, 37).mapToObj(rows -> new Shape(rows, columns)));
        Stream<Shape> wide = IntStream.of(65, 71, 100, 127, 128, 200, 1000, 4096, 4099, 9000)
                .mapToObj(columns -> new Shape(5, columns));
        return Stream.concat(Stream.concat(narrow, wide), Stream.of(new Shape(0, 4), new Shape(450, 10)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void softmax(Shape shape) {
        float[] x = numbers(shape);
        float[] y = Floats.guarded(YO + size(shape) + 20);
        float[] expected = y.clone();
        for (int i = 0; i < shape.rows; i++) {
            float[] row = Rows.row(x, XO, i, shape.columns);
            float[] e = Rows.exponentials(row);
            float factor = 1 / Rows.sum(e);
            double log = Rows.logSumExp(row);
            for (int j = 0; j < shape.columns; j++) {
                expected[YO + i * shape.columns + j] = e[j] * factor;
                assertThat((double) e[j] * factor).isCloseTo(Math.exp(row[j] - log), within(5e-7));
            }
        }
        Softmax.run(x, XO, y, YO, shape.rows, shape.columns);
        assertSameBits(y, expected, shape);

        float[] inPlace = x.clone();
        Softmax.run(inPlace, XO, inPlace, XO, shape.rows, shape.columns);
        assertSameBits(
                Arrays.copyOfRange(inPlace, XO, XO + size(shape)),
                Arrays.copyOfRange(expected, YO, YO + size(shape)),
                shape);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void logSumExpAndLogSoftmax(Shape shape) {
        float[] x = numbers(shape);
        float[] y = Floats.guarded(YO + shape.rows + 20);
        float[] expected = y.clone();
        float[] logs = Floats.guarded(YO + size(shape) + 20);
        float[] expectedLogs = logs.clone();
        for (int i = 0; i < shape.rows; i++) {
            float[] row = Rows.row(x, XO, i, shape.columns);
            float log = LOG.at(Rows.sum(Rows.exponentials(row)));
            double exact = Rows.logSumExp(row);
            expected[YO + i] = Rows.shift(row) + log;
            assertThat((double) expected[YO + i]).isCloseTo(exact, within(1e-6 * (1 + Math.abs(exact))));
            for (int j = 0; j < shape.columns; j++) {
                float y1 = (row[j] - Rows.shift(row)) - log;
                expectedLogs[YO + i * shape.columns + j] = y1;
                assertThat((double) y1).isCloseTo(row[j] - exact, within(1e-6 * (1 + Math.abs(row[j] - exact))));
            }
        }
        LogSumExp.run(x, XO, y, YO, shape.rows, shape.columns);
        assertSameBits(y, expected, shape);
        LogSoftmax.run(x, XO, logs, YO, shape.rows, shape.columns);
        assertSameBits(logs, expectedLogs, shape);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void crossEntropyAndItsGradient(Shape shape) {
        float[] z = numbers(shape);
        float[] target = new float[TO + shape.rows];
        for (int i = 0; i < shape.rows; i++) {
            target[TO + i] = i * 7 % shape.columns;
        }
        float[] g = Floats.normal(9, GO + shape.rows);
        float[] loss = Floats.guarded(YO + shape.rows + 20);
        float[] expectedLoss = loss.clone();
        float[] out = Floats.guarded(YO + size(shape) + 20);
        float[] expectedOut = out.clone();
        for (int i = 0; i < shape.rows; i++) {
            float[] row = Rows.row(z, XO, i, shape.columns);
            float[] e = Rows.exponentials(row);
            int label = (int) target[TO + i];
            double log = Rows.logSumExp(row);
            expectedLoss[YO + i] = LOG.at(Rows.sum(e)) - (row[label] - Rows.shift(row));
            assertThat((double) expectedLoss[YO + i]).isCloseTo(log - row[label], within(2e-6));
            float factor = g[GO + i] / Rows.sum(e);
            for (int j = 0; j < shape.columns; j++) {
                float gradient = e[j] * factor - (j == label ? g[GO + i] : 0);
                expectedOut[YO + i * shape.columns + j] = gradient;
                double exact = g[GO + i] * (Math.exp(row[j] - log) - (j == label ? 1 : 0));
                assertThat((double) gradient).isCloseTo(exact, within(1e-6));
            }
        }
        CrossEntropy.run(z, XO, target, TO, loss, YO, shape.rows, shape.columns);
        assertSameBits(loss, expectedLoss, shape);
        CrossEntropy.gradient(z, XO, target, TO, g, GO, out, YO, shape.rows, shape.columns);
        assertSameBits(out, expectedOut, shape);

        float[] inPlace = z.clone();
        for (int i = 0; i < shape.rows; i++) {
            expectedLoss[YO + i] *= g[GO + i];
        }
        CrossEntropy.both(z, XO, target, TO, g, GO, loss, YO, out, YO, shape.rows, shape.columns);
        assertSameBits(loss, expectedLoss, shape);
        assertSameBits(out, expectedOut, shape);
        CrossEntropy.both(inPlace, XO, target, TO, g, GO, loss, YO, inPlace, XO, shape.rows, shape.columns);
        assertSameBits(loss, expectedLoss, shape);
        assertSameBits(
                Arrays.copyOfRange(inPlace, XO, XO + size(shape)),
                Arrays.copyOfRange(expectedOut, YO, YO + size(shape)),
                shape);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void sumsOfRowsAndColumns(Shape shape) {
        float[] x = numbers(shape);
        float[] rows = Floats.guarded(YO + shape.rows + 20);
        float[] expectedRows = rows.clone();
        float[] columns = Floats.guarded(YO + shape.columns + 20);
        float[] expectedColumns = columns.clone();
        Arrays.fill(expectedColumns, YO, YO + shape.columns, 0);
        for (int i = 0; i < shape.rows; i++) {
            float[] row = Rows.row(x, XO, i, shape.columns);
            expectedRows[YO + i] = Rows.plainSum(row);
            for (int j = 0; j < shape.columns; j++) {
                expectedColumns[YO + j] += row[j];
            }
        }
        RowSum.run(x, XO, rows, YO, shape.rows, shape.columns);
        assertSameBits(rows, expectedRows, shape);
        ColumnSum.run(x, XO, columns, YO, shape.rows, shape.columns);
        assertSameBits(columns, expectedColumns, shape);
    }

    @Test
    void negativeZerosAddUpToZero() {
        for (int columns : new int[] {1, 8, 10, 64, 70, 5000}) {
            float[] x = new float[columns];
            Arrays.fill(x, -0f);
            float[] sum = {1};
            RowSum.run(x, 0, sum, 0, 1, columns);
            assertSameBits(sum, new float[1], columns);
        }
    }

    @Test
    void bitsDoNotDependOnWorkers() {
        for (Shape shape : new Shape[] {new Shape(2000, 10), new Shape(90, 200)}) {
            float[] x = numbers(shape);
            float[] target = new float[shape.rows];
            float[] ones = new float[shape.rows];
            Arrays.fill(ones, 1);
            float[] serial = all(x, target, ones, shape);
            for (int workers : new int[] {2, 5}) {
                assertSameBits(Tiles.with(workers, () -> all(x, target, ones, shape)), serial, shape);
            }
        }
    }

    /** The results of all functions, one after another. */
    private static float[] all(float[] x, float[] target, float[] g, Shape s) {
        float[] y = new float[3 * size(s) + 4 * s.rows + s.columns];
        int end = 3 * size(s);
        Softmax.run(x, XO, y, 0, s.rows, s.columns);
        LogSoftmax.run(x, XO, y, size(s), s.rows, s.columns);
        CrossEntropy.gradient(x, XO, target, 0, g, 0, y, 2 * size(s), s.rows, s.columns);
        CrossEntropy.run(x, XO, target, 0, y, end, s.rows, s.columns);
        LogSumExp.run(x, XO, y, end + s.rows, s.rows, s.columns);
        RowSum.run(x, XO, y, end + 2 * s.rows, s.rows, s.columns);
        ArgMax.run(x, XO, y, end + 3 * s.rows, s.rows, s.columns);
        ColumnSum.run(x, XO, y, end + 4 * s.rows, s.rows, s.columns);
        return y;
    }

    @Test
    void extremeRows() {
        float inf = Float.POSITIVE_INFINITY;
        float nan = Float.NaN;
        int columns = 4;
        float[] x = {
            1000, 1001, 999, 1000, // exponentials would overflow
            -1000, -1001, -2000, -1000, // or all be 0
            -0f, 0f, -0f, 0f, -inf, 0, -inf, 0, inf, 0, 1, 2, -inf, -inf, -inf, -inf, nan, 0, 1, 2, nan, nan, nan, nan
        };
        int rows = x.length / columns;
        for (int from = 0; from < rows; from++) {
            // Together, one to a lane, and alone.
            float[] y = new float[rows];
            LogSumExp.run(x, from * columns, y, from, rows - from, columns);
            if (from > 0) {
                LogSumExp.run(x, 0, y, 0, 1, columns);
                LogSumExp.run(x, columns, y, 1, 1, columns);
                LogSumExp.run(x, 2 * columns, y, 2, from < 3 ? 0 : 1, columns);
            }
            if (from < 3) {
                assertThat((double) y[0]).isCloseTo(1001 + Math.log(1 + 2 / Math.E + Math.exp(-2)), within(1e-4));
                assertThat((double) y[1]).isCloseTo(-1000 + Math.log(2 + 1 / Math.E), within(1e-4));
                assertThat((double) y[2]).isCloseTo(Math.log(4), within(1e-6));
                assertThat((double) y[3]).isCloseTo(Math.log(2), within(1e-6));
            }
            if (from < 5) {
                assertThat(y[4]).isEqualTo(inf);
                assertThat(y[5]).isEqualTo(-inf);
                assertThat(y[6]).isNaN();
                assertThat(y[7]).isNaN();
            }
        }
        float[] p = new float[x.length];
        float[] logs = new float[x.length];
        Softmax.run(x, 0, p, 0, rows, columns);
        assertThat(Arrays.copyOfRange(p, 12, 16)).containsExactly(0, 0.5f, 0, 0.5f);
        LogSoftmax.run(x, 0, logs, 0, rows, columns);
        assertThat(logs[12]).isEqualTo(-inf);
        for (int i = 16; i < p.length; i++) {
            assertThat(p[i]).isNaN();
            assertThat(logs[i]).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 24, 33, 100})
    void extremeRowsDoNotSpoilTheirNeighbours(int columns) {
        Shape shape = new Shape(40, columns);
        float[] x = numbers(shape);
        float[] clean = new float[x.length];
        Softmax.run(x, XO, clean, XO, shape.rows, columns);
        float[] extremes = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
        for (int k = 0; k < 3; k++) {
            Arrays.fill(x, XO + (7 + k) * columns, XO + (8 + k) * columns, extremes[k]);
            x[XO + (27 + k) * columns + columns - 1] = extremes[k];
        }
        float[] y = new float[x.length];
        Softmax.run(x, XO, y, XO, shape.rows, columns);
        for (int i = 0; i < shape.rows; i++) {
            float[] row = Rows.row(y, XO, i, columns);
            if (i >= 7 && i <= 9 || i == 27 || i == 29) {
                assertThat(row).containsOnly(Float.NaN);
            } else if (i == 28) {
                assertThat(row[columns - 1]).isEqualTo(0);
            } else {
                assertSameBits(row, Rows.row(clean, XO, i, columns), i);
            }
        }
    }

    @Test
    void theExponentialOfWhatIsLeftOfAShift() {
        assertThat(Falling.at(0)).isEqualTo(1);
        assertThat(Falling.at(-88)).isEqualTo(0);
        assertThat(Falling.at(Float.NEGATIVE_INFINITY)).isEqualTo(0);
        assertThat(Falling.at(Float.NaN)).isNaN();
        for (float x = -87; x < 0; x = Math.nextUp(x * 0.99997f)) {
            if (x > -1e-30f) {
                break;
            }
            assertThat(Floats.ulps(Falling.at(x), StrictMath.exp(x)))
                    .as("%s", x)
                    .isLessThan(2.5);
        }
    }

    @Test
    void theGreatestIsTheFirstOfEqualsAndNotANumberIsGreatest() {
        float nan = Float.NaN;
        float[] x = {0, 3, 3, 1, -1, -2, -1, -5, 0, nan, 9, nan, -0f, 0f, -1, 0f};
        float[] y = new float[4];
        ArgMax.run(x, 0, y, 0, 4, 4);
        assertThat(y).containsExactly(1, 0, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 24, 25, 100})
    void whatIsNotANumberIsGreaterThanInfinityBeforeIt(int columns) {
        int rows = 40;
        float[] x = Floats.normal(3, rows * columns);
        float[] expected = new float[rows];
        for (int i = 0; i < rows; i++) {
            x[i * columns + i % columns] = i % 5 == 0 ? Float.POSITIVE_INFINITY : 9;
            expected[i] = i % columns;
            if (i % 3 == 0 && i % columns < columns - 1) {
                x[(i + 1) * columns - 1] = Float.NaN;
                expected[i] = columns - 1;
            }
        }
        float[] y = new float[rows];
        ArgMax.run(x, 0, y, 0, rows, columns);
        assertThat(y).containsExactly(expected);
    }

    private static int size(Shape shape) {
        return shape.rows * shape.columns;
    }

    private static float[] numbers(Shape shape) {
        float[] x = Floats.normal(shape.hashCode(), XO + size(shape) + 1);
        for (int i = 0; i < x.length; i++) {
            x[i] *= 3;
        }
        return x;
    }
}
