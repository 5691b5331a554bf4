package lanegrad.autodiff.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.GradCheck;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every operation must keep, asked of each sample in {@link OpSamples}. */
class OpContractTest {
    static List<OpSamples.Sample> samples() {
        return OpSamples.all();
    }

    @Test
    void everyOperationHasASample() throws Exception {
        Set<String> sampled = samples().stream()
                .map(sample -> sample.op().getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(sampled).containsAll(operations());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void kernelComputesTheDefinition(OpSamples.Sample sample) {
        Tensor[] in = sample.inputs();
        Shape[] shapes = Stream.of(in).map(Tensor::shape).toArray(Shape[]::new);
        Tensor out = Tensor.zeros(sample.op().shape(shapes));
        Arrays.fill(out.data(), Float.NaN);
        sample.op().compute(in, out);
        double[] defined = new double[out.count()];
        sample.op().define(Stream.of(in).map(OpContractTest::widen).toArray(double[][]::new), shapes, defined);
        for (int i = 0; i < defined.length; i++) {
            assertThat((double) out.data()[i])
                    .as("element %d", i)
                    .isCloseTo(defined[i], within(4e-6 * Math.max(1, Math.abs(defined[i]))));
        }
    }

    /** Whatever stands in the other rows, of what it says it reads row by row. */
    @ParameterizedTest
    @MethodSource("samples")
    void rowsByThemselvesAreThoseOfTheWhole(OpSamples.Sample sample) {
        Op op = sample.op();
        Tensor[] in = sample.inputs();
        Shape[] shapes = Stream.of(in).map(Tensor::shape).toArray(Shape[]::new);
        if (IntStream.range(0, in.length).noneMatch(input -> op.byRows(input, shapes))) {
            return;
        }
        Tensor whole = Tensor.zeros(op.shape(shapes));
        op.compute(in, whole);
        int rows = whole.shape().rows();
        Tensor apart = Tensor.zeros(whole.shape());
        for (int row = 0; row < rows; row += 2) {
            int from = row;
            int count = Math.min(2, rows - row);
            Tensor[] poisoned = IntStream.range(0, in.length)
                    .mapToObj(input -> op.byRows(input, shapes) ? onlyRows(in[input], rows, from, count) : in[input])
                    .toArray(Tensor[]::new);
            op.prepareRows(poisoned, apart, from, count).run();
        }
        assertThat(apart.data()).isEqualTo(whole.data());
    }

    private static Tensor onlyRows(Tensor tensor, int rows, int from, int count) {
        int columns = tensor.count() / rows;
        float[] data = new float[tensor.count()];
        Arrays.fill(data, Float.NaN);
        System.arraycopy(tensor.data(), from * columns, data, from * columns, count * columns);
        return Tensor.of(tensor.shape(), data);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void firstDerivativesAreTheCentralDifferences(OpSamples.Sample sample) {
        Tape tape = new Tape();
        Var[] in = leaves(tape, sample);
        Var y = weightedSum(tape.apply(sample.op(), in), 1);
        assertSmall(GradCheck.check(y, sample.smooth(in)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void secondDerivativesAreTheCentralDifferences(OpSamples.Sample sample) {
        Tape tape = new Tape();
        Var[] in = leaves(tape, sample);
        Var y = weightedSum(tape.apply(sample.op(), in), 1).square();
        for (Var x : sample.smooth(in)) {
            Var slope = weightedSum(Derivatives.grad(y, x).getFirst(), 2);
            assertSmall(GradCheck.check(slope, sample.smooth(in)));
        }
    }

    /** w . (J v) = (J^T w) . v, and the left side has derivatives like any other value. */
    @ParameterizedTest
    @MethodSource("samples")
    void forwardModeIsReverseModeTransposed(OpSamples.Sample sample) {
        Tape tape = new Tape();
        Var[] in = leaves(tape, sample);
        Var y = tape.apply(sample.op(), in);
        for (Var x : sample.smooth(in)) {
            Var v = tape.input("v", OpSamples.normal(5, x.shape()));
            Var w = tape.input("w", OpSamples.normal(6, y.shape()));
            Var forward = Derivatives.jvp(y, List.of(x), List.of(v)).times(w).sum();
            Var reverse = Derivatives.vjp(y, w, x).getFirst().times(v).sum();
            float expected = reverse.value().item();
            assertThat(forward.value().item()).isCloseTo(expected, within(1e-5f * Math.max(1, Math.abs(expected))));
            assertSmall(GradCheck.check(forward, sample.smooth(in)));
        }
    }

    private static void assertSmall(GradCheck.Report report) {
        assertThat(report.error()).as(report.where()).isLessThan(1e-6);
        assertThat(report.kinks()).isZero();
    }

    /** Sums with fixed weights, so that each element counts differently. */
    private static Var weightedSum(Var x, long stream) {
        Tensor weights = OpSamples.normal(stream, x.shape());
        return x.times(x.tape().input("weights", weights)).sum();
    }

    private static Var[] leaves(Tape tape, OpSamples.Sample sample) {
        Var[] leaves = new Var[sample.inputs().length];
        for (int i = 0; i < leaves.length; i++) {
            leaves[i] = tape.input("in" + i, sample.inputs()[i]);
        }
        return leaves;
    }

    private static double[] widen(Tensor tensor) {
        double[] wide = new double[tensor.count()];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = tensor.data()[i];
        }
        return wide;
    }

    private static Set<String> operations() throws Exception {
        Path folder = Path.of(Op.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("lanegrad/autodiff/op");
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                Class<?> type = Class.forName("lanegrad.autodiff.op." + name);
                if (Op.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                    names.add(name);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("the compiled operations are not in a folder: " + folder, e);
        }
        assertThat(names).isNotEmpty();
        return names;
    }
}
