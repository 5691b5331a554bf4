package lanegrad.kernels.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.rowwise.ColumnSum;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("widths")
class EpilogueTest {
    private static final float[] BIAS = new Products(5).matrix(1, 400).data();

    private final Products products = new Products(4);

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(1, 1, 1),
                Arguments.of(6, 10, 20),
                Arguments.of(1, 77, 12),
                Arguments.of(33, 3, 9),
                Arguments.of(19, 2 * Blocking.NR + 1, 40),
                Arguments.of(7, 20, Blocking.KC + 1),
                Arguments.of(40, 300, 60));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void itGivesTheBitsOfDoingItAfterwards(int m, int n, int k) {
        for (int workers = 1; workers <= 3; workers++) {
            for (boolean accumulate : new boolean[] {false, true}) {
                check(Epilogue.bias(BIAS, 3), true, null, m, n, k, accumulate, workers);
                check(Epilogue.of(new Tanh()), false, new Tanh(), m, n, k, accumulate, workers);
                check(Epilogue.bias(BIAS, 3).then(new Relu()), true, new Relu(), m, n, k, accumulate, workers);
            }
        }
    }

    private void check(
            Epilogue epilogue, boolean biased, Pointwise f, int m, int n, int k, boolean accumulate, int workers) {
        Matrix a = products.matrix(m, k);
        Matrix b = products.matrix(k, n);
        Matrix c = products.matrix(m, n);
        Matrix expected = Products.copy(c);
        Products.law(a, b, expected, accumulate);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int at = expected.at(i, j);
                float sum = expected.data()[at] + (biased ? BIAS[3 + j] : 0);
                expected.data()[at] = f == null ? sum : f.at(sum);
            }
        }
        Tiles.with(workers, () -> {
            Gemm.multiply(a, b, c, accumulate, epilogue);
            return c;
        });
        assertThat(c.data()).isEqualTo(expected.data());
    }

    @Test
    void everyColumnNeedsABias() {
        Matrix c = Matrix.of(new float[12], 3, 4);
        assertThatThrownBy(() -> Gemm.multiply(
                        c,
                        Matrix.of(new float[16], 4, 4),
                        Matrix.of(new float[12], 3, 4),
                        false,
                        Epilogue.bias(new float[5], 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("4 columns", "got 3", "offset 2", "array of 5");
        assertThatThrownBy(() -> Epilogue.bias(new float[5], 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aRowOfStepsGivesTheBitsOfTheirKernels(int m, int n, int k) {
        for (int workers = 1; workers <= 3; workers++) {
            Matrix a = products.matrix(m, k);
            Matrix b = products.matrix(k, n);
            Matrix c = products.matrix(m, n);
            Matrix residual = products.matrix(m, n);
            Matrix mask = products.matrix(m, n);
            Matrix t = products.matrix(m, n);
            float[] sums = new float[n + 2];
            Pointwise slope = new Tanh().slope();
            Epilogue epilogue = Epilogue.bias(BIAS, 3)
                    .plus(residual)
                    .then(new Tanh())
                    .times(mask)
                    .slope(slope, t)
                    .columnSum(sums, 1);
            Matrix expected = Products.copy(c);
            Products.law(a, b, expected, false);
            float[] packed = new float[m * n];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    float z = expected.data()[expected.at(i, j)] + BIAS[3 + j] + residual.data()[residual.at(i, j)];
                    float y = new Tanh().at(z) * mask.data()[mask.at(i, j)];
                    packed[i * n + j] = y * slope.at(t.data()[t.at(i, j)]);
                    expected.data()[expected.at(i, j)] = packed[i * n + j];
                }
            }
            float[] expectedSums = new float[n + 2];
            ColumnSum.run(packed, 0, expectedSums, 1, m, n);
            Tiles.with(workers, () -> {
                Gemm.multiply(a, b, c, false, epilogue);
                return c;
            });
            assertThat(c.data()).isEqualTo(expected.data());
            assertThat(sums).isEqualTo(expectedSums);
        }
    }

    @Test
    void matricesOfAnEpilogueHaveTheShapeOfTheProduct() {
        Matrix a = Matrix.of(new float[12], 3, 4);
        Matrix b = Matrix.of(new float[8], 4, 2);
        Matrix c = Matrix.of(new float[6], 3, 2);
        assertThatThrownBy(() -> Gemm.multiply(a, b, c, false, Epilogue.NONE.plus(Matrix.of(new float[6], 2, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("3x2", "2x3");
        assertThatThrownBy(() -> Gemm.multiply(a, b, c, false, Epilogue.NONE.columnSum(new float[3], 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("2 columns", "got 1");
    }
}
