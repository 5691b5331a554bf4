package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Floats.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanegrad.kernels.Floats;
import lanegrad.kernels.Tiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cross-entropy with probabilities for targets: near its formula in double precision, and nothing else touched. */
@Tag("widths")
class SoftCrossEntropyTest {
    private static final int O = 3;

    private record Shape(int rows, int columns) {}

    static Stream<Shape> shapes() {
        return IntStream.of(1, 2, 5, 10, 15, 16, 17, 31, 32, 33, 64, 100, 1000)
                .boxed()
                .flatMap(columns -> IntStream.of(1, 2, 7, 33).mapToObj(rows -> new Shape(rows, columns)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void followsItsFormula(Shape s) {
        int n = s.rows * s.columns;
        float[] z = around(Floats.normal(1, n), 3);
        float[] t = around(Floats.normal(2, n), 1);
        for (int i = O; i < O + n; i++) {
            t[i] = i % 3 == 0 ? 0 : t[i] * t[i];
        }
        float[] g = around(Floats.normal(3, s.rows), 1);
        float[] loss = Floats.guarded(s.rows + 2 * O);
        float[] out = Floats.guarded(n + 2 * O);
        SoftCrossEntropy.run(z, O, t, O, loss, O, s.rows, s.columns);
        SoftCrossEntropy.gradient(z, O, t, O, g, O, out, O, s.rows, s.columns);
        for (int i = 0; i < s.rows; i++) {
            double log = Rows.logSumExp(Rows.row(z, O, i, s.columns));
            double cost = 0;
            double sum = 0;
            for (int at = O + i * s.columns; at < O + (i + 1) * s.columns; at++) {
                cost += t[at] * (log - z[at]);
                sum += t[at];
            }
            assertThat((double) loss[O + i]).isCloseTo(cost, within(2e-6 * (1 + cost)));
            for (int at = O + i * s.columns; at < O + (i + 1) * s.columns; at++) {
                double slope = g[O + i] * (sum * Math.exp(z[at] - log) - t[at]);
                assertThat((double) out[at]).isCloseTo(slope, within(2e-6 * (1 + Math.abs(g[O + i]) * (sum + t[at]))));
            }
        }
        for (float[] written : new float[][] {loss, out}) {
            float[] guards = Floats.guarded(O);
            assertSameBits(Arrays.copyOf(written, O), guards, s);
            assertSameBits(Arrays.copyOfRange(written, written.length - O, written.length), guards, s);
        }
        float[] inPlace = z.clone();
        SoftCrossEntropy.gradient(inPlace, O, t, O, g, O, inPlace, O, s.rows, s.columns);
        assertSameBits(Arrays.copyOfRange(inPlace, O, O + n), Arrays.copyOfRange(out, O, O + n), s);
    }

    private static float[] around(float[] x, float scale) {
        float[] y = Floats.guarded(x.length + 2 * O);
        for (int i = 0; i < x.length; i++) {
            y[O + i] = x[i] * scale;
        }
        return y;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void ofOneClassIsTheOtherCrossEntropy(Shape s) {
        int n = s.rows * s.columns;
        float[] z = Floats.normal(1, n);
        float[] t = new float[n];
        float[] label = new float[s.rows];
        float[] g = Floats.normal(3, s.rows);
        for (int i = 0; i < s.rows; i++) {
            label[i] = i * 7 % s.columns;
            t[i * s.columns + (int) label[i]] = 1;
        }
        float[] loss = new float[s.rows];
        float[] expectedLoss = new float[s.rows];
        float[] out = new float[n];
        float[] expectedOut = new float[n];
        SoftCrossEntropy.run(z, 0, t, 0, loss, 0, s.rows, s.columns);
        CrossEntropy.run(z, 0, label, 0, expectedLoss, 0, s.rows, s.columns);
        assertSameBits(loss, expectedLoss, s);
        SoftCrossEntropy.gradient(z, 0, t, 0, g, 0, out, 0, s.rows, s.columns);
        CrossEntropy.gradient(z, 0, label, 0, g, 0, expectedOut, 0, s.rows, s.columns);
        assertThat(out).containsExactly(expectedOut, within(0f));
    }

    @Test
    void whatIsImpossibleOnBothSidesCostsNothing() {
        float infinite = Float.POSITIVE_INFINITY;
        float[] z = new float[2 * 20];
        float[] t = new float[2 * 20];
        z[3] = -infinite;
        z[19] = -infinite;
        t[4] = 1;
        z[20] = -infinite;
        t[20] = 0.5f;
        float[] loss = new float[2];
        SoftCrossEntropy.run(z, 0, t, 0, loss, 0, 2, 20);
        assertThat((double) loss[0]).isCloseTo(Math.log(18), within(1e-6));
        assertThat(loss[1]).isEqualTo(infinite);
        z[21] = Float.NaN;
        SoftCrossEntropy.run(z, 0, t, 0, loss, 0, 2, 20);
        assertThat(loss[1]).isNaN();
    }

    @Test
    void bitsDoNotDependOnWorkers() {
        float[] z = Floats.normal(1, 90 * 200);
        float[] t = Floats.normal(2, z.length);
        float[] g = Floats.normal(3, 90);
        assertSameBits(Tiles.with(3, () -> both(z, t, g)), both(z, t, g), "workers");
    }

    private static float[] both(float[] z, float[] t, float[] g) {
        float[] out = new float[z.length + g.length];
        int columns = z.length / g.length;
        SoftCrossEntropy.gradient(z, 0, t, 0, g, 0, out, 0, g.length, columns);
        SoftCrossEntropy.run(z, 0, t, 0, out, z.length, g.length, columns);
        return out;
    }
}
