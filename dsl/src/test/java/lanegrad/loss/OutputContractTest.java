package lanegrad.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.GradCheck;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.model.Binder;
import lanegrad.model.Catalog;
import lanegrad.model.Json;
import lanegrad.model.Node;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each output as the catalogue spells it: its cost and gradient are PyTorch's, its derivatives central differences'. */
class OutputContractTest {
    /** What PyTorch says of an output; made by {@code src/test/python/outputs.py}. */
    public record Case(
            Output output, List<List<Double>> z, List<List<Double>> y, List<Double> cost, List<List<Double>> gradient) {
        @Override
        public String toString() {
            return output.toString();
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream file = OutputContractTest.class.getResourceAsStream("outputs.json")) {
            String json = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            Binder binder = new Binder(Catalog.STANDARD);
            return ((Node.Sequence) Json.read(json, "outputs.json"))
                    .items().stream().map(node -> binder.bind(Case.class, node)).toList();
        }
    }

    @Test
    void everyOutputHasACase() throws IOException {
        List<Class<?>> tested = cases().stream()
                .<Class<?>>map(sample -> sample.output().getClass())
                .toList();
        Stream<Class<?>> all = Catalog.STANDARD.lines().stream()
                .filter(line -> line.kind() == Output.class)
                .<Class<?>>map(Catalog.Line::type);
        assertThat(all.filter(type -> type != Auto.class)).isSubsetOf(tested);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void costAndGradientArePyTorchs(Case sample) {
        Tape tape = new Tape();
        Var z = tape.input("z", matrix(sample.z()));
        Var cost = sample.output().cost(z, tape.input("y", matrix(sample.y())));
        assertClose(cost.value(), sample.cost());
        assertClose(
                Derivatives.grad(cost.sum(), z).getFirst().value(),
                sample.gradient().stream().flatMap(List::stream).toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void derivativesAreCentralDifferences(Case sample) {
        Tape tape = new Tape();
        Var z = tape.input("z", matrix(sample.z()));
        GradCheck.Report report = GradCheck.check(
                sample.output().cost(z, tape.input("y", matrix(sample.y()))).sum(), z);
        assertThat(report.error()).as(report.where()).isLessThan(1e-7);
    }

    private static void assertClose(Tensor ours, List<Double> theirs) {
        assertThat(ours.count()).isEqualTo(theirs.size());
        for (int i = 0; i < theirs.size(); i++) {
            double expected = theirs.get(i);
            assertThat((double) ours.data()[i]).isCloseTo(expected, within(2e-6 * Math.max(1, Math.abs(expected))));
        }
    }

    private static Tensor matrix(List<List<Double>> rows) {
        return Tensor.matrix(rows.stream().map(OutputContractTest::row).toArray(float[][]::new));
    }

    private static float[] row(List<Double> row) {
        float[] floats = new float[row.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = row.get(i).floatValue();
        }
        return floats;
    }
}
