package lanegrad.kernels.gemm;

import static lanegrad.kernels.gemm.Products.check;
import static lanegrad.kernels.gemm.Products.copy;
import static lanegrad.kernels.gemm.Products.fill;
import static lanegrad.kernels.gemm.Products.law;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.pointwise.Relu;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("widths")
class GemmTest {
    private static final int MR = Blocking.MR;
    private static final int NR = Blocking.NR;

    private final Products products = new Products(3);

    static IntStream rowsAroundTiles() {
        return IntStream.of(1, 2, 3, MR - 1, MR, MR + 1, 2 * MR, 2 * MR + 3).distinct();
    }

    @ParameterizedTest
    @MethodSource("rowsAroundTiles")
    void everyShapeAroundTheTilesKeepsTheLaw(int m) {
        for (int n : new int[] {1, 2, MR, MR + 1, NR - 1, NR, NR + 1, 2 * NR + 3}) {
            for (int k : new int[] {0, 1, 3, 4, 5, 8, 11}) {
                for (boolean accumulate : new boolean[] {false, true}) {
                    check(products.matrix(m, k), products.matrix(k, n), products.matrix(m, n), accumulate);
                    check(products.transposed(m, k), products.matrix(k, n), products.matrix(m, n), accumulate);
                    check(products.matrix(m, k), products.transposed(k, n), products.matrix(m, n), accumulate);
                    check(products.transposed(m, k), products.transposed(k, n), products.matrix(m, n), accumulate);
                }
            }
        }
    }

    @Test
    void theChainGoesOnFromBlockToBlock() {
        int k = Blocking.KC + 9;
        int m = 2 * Blocking.rows(Blocking.KC) / 3;
        check(products.matrix(7, k), products.matrix(k, NR + 2), products.matrix(7, NR + 2), false);
        check(products.matrix(7, k), products.matrix(k, NR + 2), products.matrix(7, NR + 2), true);
        check(products.matrix(2, 2 * k), products.transposed(2 * k, 5), products.matrix(2, 5), true);
        check(products.matrix(m, k), products.matrix(k, 6), products.matrix(m, 6), true);
        check(products.matrix(2 * m, k), products.matrix(k, NR), products.matrix(2 * m, NR), false);
        int n = Blocking.STRIP + NR + 1;
        check(products.matrix(2 * m, k), products.transposed(k, n), products.matrix(2 * m, n), true);
    }

    @Test
    void tallProductsKeepTheLaw() {
        int m = 120 * MR + 1;
        check(products.matrix(m, 9), products.matrix(9, NR + 2), products.matrix(m, NR + 2), false);
        check(products.transposed(m, 9), products.matrix(9, 5 * NR), products.matrix(m, 5 * NR), true);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 100, 30",
        "1, 5, 30",
        "1, 520, 208",
        "1, 516, 519",
        "100, 1, 30",
        "100, 3, 20",
        "33, 10, 64",
        "50, 10, 7",
        "21, 9, 33",
        "8, 10, 45",
        "3, 70, 1"
    })
    void narrowProductsKeepTheLaw(int m, int n, int k) {
        for (boolean accumulate : new boolean[] {false, true}) {
            check(products.matrix(m, k), products.matrix(k, n), products.matrix(m, n), accumulate);
            check(products.transposed(m, k), products.matrix(k, n), products.matrix(m, n), accumulate);
            check(products.matrix(m, k), products.transposed(k, n), products.matrix(m, n), accumulate);
        }
        float[] column = products.matrix(1, m).data();
        check(products.transposed(m, k), products.matrix(k, 1), new Matrix(column, 0, m, 1, 1, 1), true);
    }

    @ParameterizedTest
    @MethodSource("rowsAroundTiles")
    void wideProductsKeepTheLaw(int m) {
        int n = 9 * NR + 3;
        for (boolean accumulate : new boolean[] {false, true}) {
            check(products.matrix(m, 7), products.matrix(7, n), products.matrix(m, n), accumulate);
            check(products.transposed(m, 7), products.transposed(7, n), products.matrix(m, n), accumulate);
            Matrix far = new Matrix(products.matrix(7, 1100).data(), 1, 7, n, 1100, 1);
            check(products.matrix(m, 7), far, products.matrix(m, n), accumulate);
        }
    }

    /** Lines that lie on the same places in the caches are packed; panels at the end of an array are not. */
    @Test
    void stridesThatAreBadForTheCachesKeepTheLaw() {
        for (int m : new int[] {3, 30}) {
            Matrix rows = new Matrix(products.matrix(m, 1024).data(), 0, m, 200, 1024, 1);
            Matrix columns = new Matrix(products.matrix(1024, 300).data(), 0, m, 300, 1, 1024);
            Matrix far = new Matrix(products.matrix(1024, 300).data(), 0, 200, 4 * NR + 9, 1024, 1);
            check(rows, far, products.matrix(m, 4 * NR + 9), false);
            check(columns, products.matrix(300, 4 * NR), products.matrix(m, 4 * NR), true);
            float[] exact = products.matrix(1, 20 * 5).data();
            check(
                    products.matrix(m, 20),
                    new Matrix(exact, exact.length - 100, 20, 5, 5, 1),
                    products.matrix(m, 5),
                    true);
        }
    }

    @Test
    void anyStridesOfTheFactorsWill() {
        float[] data = products.matrix(60, 60).data();
        Matrix everyOther = new Matrix(data, 1, 9, 13, 50, 2);
        Matrix backwards = new Matrix(data, 3000, 13, NR + 1, -40, -1);
        Matrix oneRow = new Matrix(data, 7, 13, NR + 1, 0, 1);
        Matrix oneColumn = new Matrix(data, 7, 9, 13, 3, 0);
        for (Matrix a :
                new Matrix[] {everyOther, oneColumn, backwards.transpose().part(0, 9, 0, 13)}) {
            for (Matrix b :
                    new Matrix[] {backwards, oneRow, everyOther.transpose().part(0, 13, 0, 9)}) {
                check(a, b, products.matrix(9, b.cols()), true);
            }
        }
        Matrix upsideDown = new Matrix(new float[9 * (NR + 3)], 8 * (NR + 3), 9, NR + 1, -(NR + 3), 1);
        check(everyOther, backwards, upsideDown, false);
    }

    @Test
    void specialValuesGoTheWayOfTheLaw() {
        float[] special = {
            0f,
            -0f,
            1f,
            -1f,
            Float.MIN_VALUE,
            -Float.MIN_NORMAL,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            1e-30f,
            1e30f
        };
        Matrix a = products.matrix(40, 6);
        Matrix b = products.matrix(6, NR + 5);
        for (int i = 0; i < a.data().length; i++) {
            a.data()[i] = special[i * 7 % special.length];
        }
        for (int i = 0; i < b.data().length; i++) {
            b.data()[i] = special[i * 5 % 7];
        }
        check(a, b, products.matrix(40, NR + 5), false);
        check(a, b, products.matrix(40, NR + 5), true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void workersDoNotChangeABit(int workers) {
        int[][] shapes = {{40, 300, 70}, {700, 9, 60}, {1, 700, 800}, {130, 129, 65}, {5, 30, 2}, {700, 203, 1}};
        for (int[] shape : shapes) {
            Matrix a = products.transposed(shape[0], shape[2]);
            Matrix b = products.matrix(shape[2], shape[1]);
            Matrix c = products.matrix(shape[0], shape[1]);
            Tiles.with(workers, () -> {
                check(a, b, c, true);
                return c;
            });
        }
    }

    @Test
    void aPreparedProductIsOfWhatTheFactorsHoldNow() {
        for (int[] shape : new int[][] {{40, 300, 70}, {700, 9, 60}, {1, 700, 800}, {5, 30, 0}, {3, 0, 4}}) {
            Matrix a = products.transposed(shape[0], shape[2]);
            Matrix b = products.matrix(shape[2], shape[1]);
            Matrix c = products.matrix(shape[0], shape[1]);
            float[] bias = products.matrix(1, shape[1]).data();
            Epilogue then = Epilogue.bias(bias, 0).then(new Relu());
            Packed packed = Packed.of(b);
            Runnable prepared = Gemm.prepare(a, b, c, then);
            Runnable preparedPacked = Gemm.prepare(a, packed, c, then);
            for (int workers : new int[] {1, 3, 2, 1}) {
                scale(a, -0.75f);
                scale(b, 1.25f);
                Matrix expected = copy(c);
                law(a, b, expected, false);
                for (int at = 0; at < shape[0] * shape[1]; at++) {
                    int element = expected.at(at / shape[1], at % shape[1]);
                    float z = expected.data()[element] + bias[at % shape[1]];
                    expected.data()[element] = Math.max(z, 0);
                }
                Tiles.with(workers, () -> {
                    fill(c, Float.NaN);
                    prepared.run();
                    assertThat(c.data()).isEqualTo(expected.data());
                    fill(c, Float.NaN);
                    packed.set(b);
                    preparedPacked.run();
                    assertThat(c.data()).isEqualTo(expected.data());
                    return c;
                });
            }
        }
    }

    private static void scale(Matrix x, float factor) {
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] *= factor;
        }
    }

    @Test
    void aThreadKeepsNoArraysOfAProductThatWasInterrupted() {
        assumeTrue(Cpu.VECTORS, "the scalar form keeps none, and no interrupt ends it");
        WeakReference<float[]> kept = interrupted();
        System.gc();
        assertThat(kept.get()).isNull();
    }

    private WeakReference<float[]> interrupted() {
        Matrix a = products.matrix(300, 200);
        Matrix c = products.matrix(300, 300);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Gemm.multiply(a, products.matrix(200, 300), c))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        return new WeakReference<>(a.data());
    }

    @Test
    void theReferenceIsTheProductWithinItsErrorBound() {
        int k = 200;
        Matrix a = products.matrix(7, k);
        Matrix b = products.transposed(k, 11);
        Matrix c = products.matrix(7, 11);
        GemmReference.multiply(a, b, c, false);
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 11; j++) {
                double exact = 0;
                double magnitude = 0;
                for (int p = 0; p < k; p++) {
                    double term = (double) a.data()[a.at(i, p)] * b.data()[b.at(p, j)];
                    exact += term;
                    magnitude += Math.abs(term);
                }
                // |error| <= k u / (1 - k u) * sum |a||b| (Higham, Accuracy and Stability of Numerical Algorithms, 3.1)
                double ku = k * 0x1p-24;
                assertThat((double) c.data()[c.at(i, j)])
                        .isBetween(exact - ku / (1 - ku) * magnitude, exact + ku / (1 - ku) * magnitude);
            }
        }
    }

    @Test
    void theReferenceKeepsTheLaw() {
        for (boolean accumulate : new boolean[] {false, true}) {
            Matrix a = products.transposed(9, 31);
            Matrix b = products.transposed(31, 17);
            Matrix c = products.matrix(9, 17);
            Matrix expected = copy(c);
            law(a, b, expected, accumulate);
            GemmReference.multiply(a, b, c, accumulate);
            assertThat(c.data()).isEqualTo(expected.data());
        }
    }

    @Test
    void anEmptyProductIsLeftAloneAndAnEmptySumIsZero() {
        check(products.matrix(0, 3), products.matrix(3, 5), products.matrix(0, 5), false);
        check(products.matrix(3, 4), products.matrix(4, 0), products.matrix(3, 0), true);
        Matrix c = Matrix.of(new float[] {1, 2, 3, 4}, 2, 2);
        Gemm.multiply(Matrix.of(new float[0], 2, 0), Matrix.of(new float[0], 0, 2), c);
        assertThat(c.data()).containsOnly(0f);
    }

    @Test
    void shapesThatDoNotMatchAreNamed() {
        Matrix a = Matrix.of(new float[100], 3, 4);
        Matrix b = Matrix.of(new float[100], 5, 6);
        Matrix c = Matrix.of(new float[100], 3, 6);
        assertThatThrownBy(() -> Gemm.multiply(a, b, c))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("3x4", "5x6");
        assertThatThrownBy(() -> Gemm.multiply(a, Matrix.of(new float[100], 4, 7), c))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("3x7", "3x6");
        assertThatThrownBy(() -> Gemm.prepare(a, b, c, Epilogue.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("3x4", "5x6");
    }

    @Test
    void theProductNeedsContiguousColumnsAndRowsThatDoNotOverlap() {
        Matrix a = Matrix.of(new float[100], 3, 4);
        Matrix b = Matrix.of(new float[100], 4, 5);
        assertThatThrownBy(() ->
                        Gemm.multiply(a, b, Matrix.of(new float[100], 5, 3).transpose()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("contiguous", "3x5", "column stride");
        assertThatThrownBy(() -> Gemm.multiply(a, b, new Matrix(new float[100], 0, 3, 5, 4, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("overlap", "3x5", "4");
    }

    @Test
    void theProductMustNotOverlapAFactor() {
        float[] data = new float[100];
        Matrix a = Matrix.of(data, 0, 4, 4);
        Matrix b = Matrix.of(data, 16, 4, 4);
        assertThatThrownBy(() -> Gemm.multiply(a, b, Matrix.of(data, 31, 4, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("C overlaps B", "16", "31");
        assertThatThrownBy(() -> Gemm.multiply(a, b, a))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("C overlaps A");
        Gemm.multiply(a, b, Matrix.of(data, 32, 4, 4));
    }

    @Test
    void whatAnEarlierProductLeftBehindDoesNotMatter() {
        Matrix a = products.matrix(3, 2);
        Arrays.fill(a.data(), Float.NaN);
        Gemm.multiply(a, products.matrix(2, 3), products.matrix(3, 3));
        check(products.matrix(3, 2), products.matrix(2, 3), products.matrix(3, 3), true);
    }
}
