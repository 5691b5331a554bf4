package lanegrad.nn.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.random.Philox;
import lanegrad.nn.Init;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitTest {
    private static final int WIDTH = 256;
    private static final int LAYERS = 30;

    static Stream<Arguments> variances() {
        return Stream.of(
                Arguments.of(new Normal(), 1),
                Arguments.of(new Normal(0.1), 0.01),
                Arguments.of(new Uniform(0.6), 0.12),
                Arguments.of(new Xavier(), 1 / 200.0),
                Arguments.of(new Lecun(), 1 / 200.0),
                Arguments.of(new He(), 2 / 200.0),
                Arguments.of(new Glorot(), 2 / 300.0));
    }

    /** Of 20,000 numbers the variance is within 5 % of the formula's, and the mean within 5 deviations of 0. */
    @ParameterizedTest
    @MethodSource("variances")
    void variancesAreThoseOfTheFormulas(Init init, double variance) {
        float[] w = new float[200 * 100];
        init.fill(7, 200, 100, w);
        double mean = 0;
        double square = 0;
        for (float value : w) {
            mean += value / (double) w.length;
            square += (double) value * value / w.length;
        }
        assertThat(square).isCloseTo(variance, within(0.05 * variance));
        assertThat(mean).isCloseTo(0, within(5 * Math.sqrt(variance / w.length)));
    }

    @Test
    void orthogonalMatricesKeepLengths() {
        for (int[] size : new int[][] {{40, 40}, {60, 40}, {40, 60}, {1, 5}, {5, 1}}) {
            int in = size[0];
            int out = size[1];
            float[] w = new float[in * out];
            new Orthogonal(1.5).fill(7, in, out, w);
            boolean byColumns = in >= out;
            for (int i = 0; i < Math.min(in, out); i++) {
                for (int j = 0; j < Math.min(in, out); j++) {
                    double dot = 0;
                    for (int k = 0; k < Math.max(in, out); k++) {
                        dot += byColumns
                                ? (double) w[k * out + i] * w[k * out + j]
                                : (double) w[i * out + k] * w[j * out + k];
                    }
                    assertThat(dot).isCloseTo(i == j ? 2.25 : 0, within(1e-6));
                }
            }
        }
    }

    static Stream<Arguments> matching() {
        return Stream.of(
                Arguments.of(new Relu(), new He(), 1),
                Arguments.of(new Relu(), new Orthogonal(Math.sqrt(2)), 1),
                // The derivation takes tanh u for u (Liquet, Moka, Nazarathy, section 5.5), so the inputs are small.
                Arguments.of(new Tanh(), new Xavier(), 0.1),
                Arguments.of(new Tanh(), new Glorot(), 0.1),
                Arguments.of(new Tanh(), new Lecun(), 0.1),
                Arguments.of(new Tanh(), new Orthogonal(), 0.1));
    }

    /** Liquet, Moka, Nazarathy, section 5.5: the activations of all layers vary alike. */
    @ParameterizedTest
    @MethodSource("matching")
    void theMatchingOneKeepsTheVarianceOverThirtyLayers(Pointwise f, Init init, double deviation) {
        List<Double> variances = variances(f, init, deviation);
        for (double variance : variances) {
            assertThat(variance / variances.getFirst()).isBetween(0.5, 2.0);
        }
    }

    @Test
    void theOthersVanishOrExplode() {
        assertThat(change(new Relu(), new Xavier(), 1)).isLessThan(1e-6);
        assertThat(change(new Relu(), new Normal(0.01), 1)).isLessThan(1e-30);
        assertThat(change(new Relu(), new Normal(0.1), 1)).isGreaterThan(100);
        assertThat(change(new Tanh(), new Normal(0.01), 0.1)).isLessThan(1e-30);
        // tanh can't explode, but all of its units are at the ends, where its slope is 0.
        assertThat(variances(new Tanh(), new Normal(), 0.1).getLast()).isGreaterThan(0.9);
        assertThat(change(new Relu(), new Normal(), 1)).isGreaterThan(1e50);
    }

    private static double change(Pointwise f, Init init, double deviation) {
        List<Double> variances = variances(f, init, deviation);
        return variances.getLast() / variances.getFirst();
    }

    /** The mean square of the activations of each layer, over rows, units and 8 seeds. */
    private static List<Double> variances(Pointwise f, Init init, double deviation) {
        int rows = 32;
        double[] sums = new double[LAYERS];
        for (int seed = 0; seed < 8; seed++) {
            Tape tape = new Tape();
            Tensor x = Tensor.zeros(Shape.of(rows, WIDTH));
            new Normal(deviation).fill(Philox.key(seed, "x"), rows, WIDTH, x.data());
            Var a = tape.input("x", x);
            for (int layer = 0; layer < LAYERS; layer++) {
                Tensor w = Tensor.zeros(Shape.of(WIDTH, WIDTH));
                init.fill(Philox.key(seed, "w" + layer), WIDTH, WIDTH, w.data());
                a = a.matmul(tape.input("w", w)).map(f);
                for (float value : a.value().data()) {
                    sums[layer] += (double) value * value / (8.0 * rows * WIDTH);
                }
            }
        }
        List<Double> variances = new ArrayList<>();
        for (double sum : sums) {
            variances.add(sum);
        }
        return variances;
    }
}
