package lanegrad.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import lanegrad.autodiff.op.Affine;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products with Hessians, and what Krylov methods make of them. */
class HessianTest {
    private static final int N = 40;

    private final Tape tape = new Tape();

    /** Statistics that follow a batch, as a tape of training records them, don't follow products. */
    @Test
    void aProductChangesNothing() {
        Tensor x = Tensor.scalar(3);
        Tape recording = Tape.recording();
        Var in = recording.shared("x", x);
        recording.effect(new Assign(), in, in.scale(2));
        Hessian hessian = new Hessian(in.square().times(in), in);
        assertThat(hessian.apply(new double[] {1})).containsExactly(18);
        assertThat(hessian.apply(new double[] {1})).containsExactly(18);
        assertThat(x.item()).isEqualTo(3);
    }

    /** From dsl/src/test/python/hessians.py. */
    @ParameterizedTest
    @ValueSource(strings = {"tanh", "softplus", "sigmoid"})
    void productsAreThoseOfPyTorch(String network) throws IOException {
        Map<String, double[]> elements = new HashMap<>();
        Map<String, Tensor> tensors = new HashMap<>();
        read(network, elements, tensors);
        List<Var> parameters = new ArrayList<>();
        double[] vector = {};
        double[] expected = {};
        for (int i = 0; tensors.containsKey("parameter" + i); i++) {
            parameters.add(tape.input("parameter" + i, of(tensors, "parameter" + i)));
            vector = joined(vector, of(elements, "vector" + i));
            expected = joined(expected, of(elements, "product" + i));
        }
        Var z = tape.input("x", of(tensors, "x"));
        for (int i = 0; i < parameters.size(); i += 2) {
            z = tape.apply(new Affine(), z, parameters.get(i), parameters.get(i + 1));
            z = i + 2 < parameters.size() ? z.map(activation(network)) : z;
        }
        Var cost = cost(network, z, tape.input("y", of(tensors, "y")));
        double[] product = new Hessian(cost, parameters.toArray(Var[]::new)).apply(vector);
        for (int i = 0; i < expected.length; i++) {
            assertThat(product[i]).as("element %d", i).isCloseTo(expected[i], within(1e-4));
        }
    }

    /** The second difference has the eigenvalues 2 - 2 cos(k pi / (n + 1)). */
    @Test
    void lanczosFindsTheLargestEigenvalueOfAKnownHessian() {
        Hessian hessian = secondDifference();
        double[] eigenvalues = Krylov.eigenvalues(hessian, hessian.size(), N, 1);
        for (int k = 1; k <= N; k++) {
            assertThat(eigenvalues[k - 1]).isCloseTo(2 - 2 * Math.cos(k * Math.PI / (N + 1)), within(1e-4));
        }
    }

    /** Of sum d_i x_i^2 / 2 with d_i = (i / 100)^2: the outermost converge long before all are known. */
    @Test
    void fewStepsFindTheLargestEigenvalue() {
        Tensor squares = Tensor.zeros(Shape.of(100));
        for (int i = 0; i < 100; i++) {
            squares.data()[i] = (i + 1) * (i + 1) / 1e4f;
        }
        Var x = tape.input("x", Tensor.zeros(Shape.of(100)));
        Hessian hessian =
                new Hessian(x.square().times(tape.constant(squares)).sum().scale(0.5f), x);
        double[] few = Krylov.eigenvalues(hessian, 100, 25, 2);
        assertThat(few).hasSize(25);
        assertThat(few[24]).isCloseTo(1, within(1e-4));
    }

    @Test
    void lanczosStopsWhenAllDirectionsAreKnown() {
        double[] eigenvalues = Krylov.eigenvalues(x -> new double[] {3 * x[0], 3 * x[1], -x[2]}, 3, 3, 1);
        assertThat(eigenvalues).hasSize(2).containsExactly(new double[] {-1, 3}, within(1e-12));
    }

    @Test
    void conjugateGradientsSolve() {
        double[] x = new double[N];
        for (int i = 0; i < N; i++) {
            x[i] = i % 7 - 3;
        }
        Hessian hessian = secondDifference();
        double[] found = Krylov.solve(hessian, hessian.apply(x), 100, 1e-7);
        assertThat(found).containsExactly(x, within(1e-3));
    }

    @Test
    void conjugateGradientsSayWhenTheMatrixIsNotPositiveDefinite() {
        assertThatThrownBy(() -> Krylov.solve(x -> new double[] {-x[0]}, new double[] {2}, 5, 0))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("isn't positive definite: step 0 found the curvature -4.0");
    }

    @Test
    void vectorsMustHaveTheSizeOfTheHessian() {
        assertThatThrownBy(() -> secondDifference().apply(new double[3]))
                .hasMessage("hessian: expected a vector of 40 elements, got 3");
    }

    /** Of sum (x_i+1 - x_i)^2 / 2 with zeros at both ends. */
    private Hessian secondDifference() {
        Var x = tape.input("x", Tensor.zeros(Shape.of(N)));
        Var zero = tape.constant(Tensor.zeros(Shape.of(1)));
        Var cost = x.concat(0, zero).minus(zero.concat(0, x)).square().sum().scale(0.5f);
        return new Hessian(cost, x);
    }

    private static Pointwise activation(String network) {
        return switch (network) {
            case "tanh" -> new Tanh();
            case "softplus" -> new Softplus();
            default -> new Sigmoid();
        };
    }

    private static Var cost(String network, Var z, Var y) {
        return switch (network) {
            case "tanh" -> z.minus(y).square().sum().scale(0.5f);
            case "softplus" ->
                y.map(new Polynomial(1, -2)).times(z).map(new Softplus()).sum();
            default -> z.crossEntropy(y).sum();
        };
    }

    private static void read(String network, Map<String, double[]> elements, Map<String, Tensor> tensors)
            throws IOException {
        try (InputStream file = Objects.requireNonNull(HessianTest.class.getResourceAsStream("hessians.txt"))) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.split(" ");
                if (words[0].equals(network)) {
                    double[] values = Stream.of(words)
                            .skip(3)
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                    int[] sizes = Stream.of(words[2].split("x"))
                            .mapToInt(Integer::parseInt)
                            .toArray();
                    Tensor tensor = Tensor.zeros(Shape.of(sizes));
                    for (int i = 0; i < values.length; i++) {
                        tensor.data()[i] = (float) values[i];
                    }
                    elements.put(words[1], values);
                    tensors.put(words[1], tensor);
                }
            }
        }
    }

    private static <T> T of(Map<String, T> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    private static double[] joined(double[] a, double[] b) {
        return java.util.stream.DoubleStream.concat(java.util.Arrays.stream(a), java.util.Arrays.stream(b))
                .toArray();
    }
}
