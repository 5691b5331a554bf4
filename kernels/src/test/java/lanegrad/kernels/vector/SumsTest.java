package lanegrad.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import lanegrad.kernels.Floats;
import lanegrad.kernels.Tiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sums, scalar products and norms: right in double precision, and to the bit in their documented order. */
@Tag("widths")
class SumsTest {
    private static final float[] X = Floats.normal(1, 60_000);
    private static final float[] Y = Floats.normal(2, 60_000);

    private static IntStream lengths() {
        return IntStream.concat(
                IntStream.rangeClosed(0, 200), IntStream.of(1023, 1024, 1025, 4095, 4096, 4097, 9000, 50_000));
    }

    @Test
    void sum() {
        lengths().forEach(n -> {
            double exact = 0;
            double size = 0;
            for (int i = 0; i < n; i++) {
                exact += X[3 + i];
                size += Math.abs(X[3 + i]);
            }
            float sum = Sum.of(X, 3, n);
            assertThat((double) sum).as("of " + n).isCloseTo(exact, within(1e-6 * size));
            assertThat(sum).as("of " + n).isEqualTo(inOrder(3, n, false));
        });
    }

    @Test
    void dot() {
        lengths().forEach(n -> {
            double exact = 0;
            double size = 0;
            for (int i = 0; i < n; i++) {
                double product = (double) X[3 + i] * Y[5 + i];
                exact += product;
                size += Math.abs(product);
            }
            float dot = Dot.of(X, 3, Y, 5, n);
            assertThat((double) dot).as("of " + n).isCloseTo(exact, within(1e-6 * size));
            assertThat(dot).as("of " + n).isEqualTo(inOrder(3, n, true));
        });
    }

    @Test
    void norm() {
        lengths().forEach(n -> {
            double exact = 0;
            for (int i = 0; i < n; i++) {
                exact += (double) X[3 + i] * X[3 + i];
            }
            assertThat(Norm.squared(X, 3, n)).as("of " + n).isCloseTo(exact, within(1e-13 * exact));
        });
        assertThat(Norm.squared(new float[] {1e30f, 1e30f}, 0, 2)).isCloseTo(2e60, within(1e54));
    }

    @Test
    void bitsDoNotDependOnWorkers() {
        float sum = Sum.of(X, 0, X.length);
        float dot = Dot.of(X, 0, Y, 0, X.length);
        double norm = Norm.squared(X, 0, X.length);
        for (int workers : new int[] {2, 5}) {
            Tiles.with(workers, () -> {
                assertThat(Sum.of(X, 0, X.length)).isEqualTo(sum);
                assertThat(Dot.of(X, 0, Y, 0, X.length)).isEqualTo(dot);
                assertThat(Norm.squared(X, 0, X.length)).isEqualTo(norm);
                return 0;
            });
        }
    }

    @Test
    void theNormIsTheSameAtAnyWidth() {
        assertThat(Norm.squared(X, 1, 10_001)).isEqualTo(normInOrder(1, 10_001));
    }

    @Test
    void whatIsNotANumberComesThrough() {
        float[] x = new float[100];
        x[77] = Float.NaN;
        assertThat(Sum.of(x, 0, 100)).isNaN();
        assertThat(Dot.of(x, 0, x, 0, 100)).isNaN();
        assertThat(Norm.squared(x, 0, 100)).isNaN();
    }

    /** In blocks of 4096, with 64 sums by index, folded in halves; the blocks' sums likewise. */
    private static float inOrder(int xo, int n, boolean products) {
        int blocks = Math.max(1, (n + 4095) / 4096);
        float[] sums = new float[blocks];
        for (int block = 0; block < blocks; block++) {
            float[] parts = new float[64];
            for (int i = block * 4096; i < Math.min(n, (block + 1) * 4096); i++) {
                parts[i % 64] =
                        products ? Math.fma(X[xo + i], Y[xo + 2 + i], parts[i % 64]) : parts[i % 64] + X[xo + i];
            }
            sums[block] = fold(parts);
        }
        float[] parts = new float[64];
        System.arraycopy(sums, 0, parts, 0, blocks);
        return blocks == 1 ? sums[0] : fold(parts);
    }

    private static float fold(float[] parts) {
        for (int half = 32; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                parts[i] += parts[i + half];
            }
        }
        return parts[0];
    }

    /** In blocks of 4096, with 32 sums by index, folded in halves; the blocks one after another. */
    private static double normInOrder(int xo, int n) {
        double sum = 0;
        for (int start = 0; start < n; start += 4096) {
            double[] parts = new double[32];
            for (int i = start; i < Math.min(n, start + 4096); i++) {
                parts[i % 32] += (double) X[xo + i] * X[xo + i];
            }
            for (int half = 16; half > 0; half /= 2) {
                for (int i = 0; i < half; i++) {
                    parts[i] += parts[i + half];
                }
            }
            sum += parts[0];
        }
        return sum;
    }
}
