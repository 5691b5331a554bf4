package lanegrad.kernels.vector;

import static lanegrad.kernels.Floats.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import lanegrad.kernels.Floats;
import lanegrad.kernels.Tiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The steps of optimisers: right in double precision, to the bit the plainest form, and nothing else touched. */
@Tag("widths")
class StepsTest {
    private static final int O = 3;

    @Test
    void axpy() {
        for (int n : Floats.lengths()) {
            float[] x = Floats.normal(1, n);
            float[] y = around(Floats.normal(2, n));
            float[] expected = y.clone();
            for (int i = 0; i < n; i++) {
                expected[O + i] = Math.fma(0.3f, x[i], y[O + i]);
            }
            Axpy.run(0.3f, x, 0, y, O, n);
            assertSameBits(y, expected, "axpy " + n);
        }
    }

    @Test
    void gradientDescent() {
        for (int n : Floats.lengths()) {
            float[] g = Floats.normal(1, n);
            float[] w = around(Floats.normal(2, n));
            float[] expected = w.clone();
            for (int i = 0; i < n; i++) {
                expected[O + i] = Math.fma(g[i], (float) -(0.1 * 0.5), (float) (1 - 0.1 * 0.01) * w[O + i]);
                double exact = (1 - 0.1 * 0.01) * w[O + i] - 0.1 * 0.5 * g[i];
                assertThat((double) expected[O + i]).isCloseTo(exact, within(1e-6));
            }
            SgdStep.run(w, O, g, 0, n, 0.1, 0.01, 0.5);
            assertSameBits(w, expected, "sgd " + n);
        }
    }

    @Test
    void momentum() {
        for (int n : Floats.lengths()) {
            float[] g = Floats.normal(1, n);
            float[] w = around(Floats.normal(2, n));
            float[] v = around(Floats.normal(3, n));
            float[] expectedW = w.clone();
            float[] expectedV = v.clone();
            for (int i = 0; i < n; i++) {
                expectedV[O + i] = Math.fma(v[O + i], 0.9f, 0.5f * g[i]);
                expectedW[O + i] = Math.fma(expectedV[O + i], -0.1f, (float) (1 - 0.1 * 0.01) * w[O + i]);
                double exactV = 0.9 * v[O + i] + 0.5 * g[i];
                double exactW = (1 - 0.1 * 0.01) * w[O + i] - 0.1 * exactV;
                assertThat((double) expectedV[O + i]).isCloseTo(exactV, within(1e-6));
                assertThat((double) expectedW[O + i]).isCloseTo(exactW, within(1e-6));
            }
            MomentumStep.run(w, O, g, 0, v, O, n, 0.1, 0.9, 0.01, 0.5);
            assertSameBits(w, expectedW, "momentum " + n);
            assertSameBits(v, expectedV, "momentum's velocity " + n);
        }
    }

    @Test
    void adam() {
        for (int n : Floats.lengths()) {
            double[] m = new double[n];
            double[] v = new double[n];
            float[] start = Floats.normal(1, n);
            double[] w = new double[n];
            for (int i = 0; i < n; i++) {
                w[i] = start[i];
            }
            float[] actualW = around(start);
            float[] actualM = around(new float[n]);
            float[] actualV = around(new float[n]);
            for (int t = 1; t <= 4; t++) {
                float[] g = Floats.normal(10 + t, n);
                for (int i = 0; i < n; i++) {
                    double gradient = 0.5 * g[i];
                    m[i] = 0.9 * m[i] + (1 - 0.9) * gradient;
                    v[i] = 0.999 * v[i] + (1 - 0.999) * gradient * gradient;
                    double mean = m[i] / (1 - Math.pow(0.9, t));
                    double square = v[i] / (1 - Math.pow(0.999, t));
                    w[i] = (1 - 0.01 * 0.1) * w[i] - 0.01 * mean / (Math.sqrt(square) + 1e-8);
                }
                AdamStep.run(actualW, O, g, 0, actualM, O, actualV, O, n, 0.01, 0.9, 0.999, 1e-8, 0.1, t, 0.5);
            }
            float[] untouched = around(new float[n]);
            for (float[] actual : new float[][] {actualW, actualM, actualV}) {
                assertThat(Arrays.copyOf(actual, O)).containsExactly(Arrays.copyOf(untouched, O));
                assertThat(actual[O + n]).isEqualTo(Floats.GUARD);
            }
            for (int i = 0; i < n; i++) {
                assertThat((double) actualW[O + i]).isCloseTo(w[i], within(1e-6 * (1 + Math.abs(w[i]))));
                assertThat((double) actualM[O + i]).isCloseTo(m[i], within(1e-6));
                assertThat((double) actualV[O + i]).isCloseTo(v[i], within(1e-7));
            }
        }
    }

    @Test
    void bitsDependNeitherOnThePlaceNorOnWorkers() {
        int n = 20_000;
        float[] g = Floats.normal(1, n);
        float[] w = Floats.normal(2, n);
        float[] m = new float[n];
        float[] v = new float[n];
        for (int i = 0; i < n; i++) {
            // One element at a time is the scalar form.
            AdamStep.run(w, i, g, i, m, i, v, i, 1, 0.01, 0.9, 0.999, 1e-8, 0.1, 7, 0.5);
        }
        float[] sharedW = Floats.normal(2, n);
        float[] sharedM = new float[n];
        float[] sharedV = new float[n];
        Tiles.with(3, () -> {
            AdamStep.run(sharedW, 0, g, 0, sharedM, 0, sharedV, 0, n, 0.01, 0.9, 0.999, 1e-8, 0.1, 7, 0.5);
            return 0;
        });
        assertSameBits(sharedW, w, "weights");
        assertSameBits(sharedM, m, "means");
        assertSameBits(sharedV, v, "squares");
    }

    private static float[] around(float[] x) {
        float[] y = Floats.guarded(x.length + 2 * O + 16);
        System.arraycopy(x, 0, y, O, x.length);
        return y;
    }
}
