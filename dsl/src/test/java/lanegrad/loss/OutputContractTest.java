package lanegrad.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.GradCheck;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.model.Binder;
import lanegrad.model.Catalog;
import lanegrad.model.Json;
import lanegrad.model.Node;
import lanegrad.tensor.Tensor;
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

    /** The density is the cost's, samples have the mean and the deviation, quantiles undo probabilities. */
    @ParameterizedTest
    @MethodSource("cases")
    void distributionsAgreeWithTheCost(Case sample) {
        for (int row = 0; row < sample.z().size(); row++) {
            double[] z = sample.z().get(row).stream().mapToDouble(x -> x).toArray();
            double[] y = sample.y().get(row).stream().mapToDouble(x -> x).toArray();
            Distribution distribution = sample.output().distribution(z);
            if (distribution == null || sample.output() instanceof Quantiles) {
                continue; // whose cost is no density
            }
            assertThat(distribution.logDensity(y))
                    .isCloseTo(
                            -sample.cost().get(row),
                            within(1e-9 * (1 + sample.cost().get(row))));
            assertThat(distribution.size()).isEqualTo(y.length);
            for (int j = 0; j < y.length; j++) {
                assertMoments(distribution, j);
                double quantile = distribution.quantile(j, 0.8);
                double step = sample.output() instanceof Poisson ? 1 : 1e-9 * (1 + Math.abs(quantile));
                assertThat(distribution.cdf(j, quantile + step)).isGreaterThanOrEqualTo(0.8);
                assertThat(distribution.cdf(j, quantile - step)).isLessThan(0.8);
            }
        }
    }

    private static void assertMoments(Distribution distribution, int target) {
        int count = 2000;
        double sum = 0;
        double squares = 0;
        double deviation = distribution.deviation(target);
        for (int i = 0; i < count; i++) {
            double distance = distribution.sample(Noise.of(5, "y", i, 0))[target] - distribution.mean(target);
            sum += distance / deviation;
            squares += distance * distance / deviation / deviation;
        }
        assertThat(sum / count).isCloseTo(0, within(5 / Math.sqrt(count)));
        assertThat(squares / count).isCloseTo(1, within(0.4)); // rare counts weigh heavily
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scaledDistributionsAreThoseOfOtherUnits(Case sample) {
        double[] z = sample.z().getFirst().stream().mapToDouble(x -> x).toArray();
        Distribution plain = sample.output().distribution(z);
        if (plain != null) {
            double[] ones = new double[plain.size()];
            Arrays.fill(ones, 1);
            double[] threes = new double[plain.size()];
            Arrays.fill(threes, 3);
            Distribution scaled = plain.scaled(ones, threes);
            assertThat(scaled.mean(0)).isCloseTo(1 + 3 * plain.mean(0), within(1e-12));
            assertThat(scaled.deviation(0)).isCloseTo(3 * plain.deviation(0), within(1e-12));
            assertThat(scaled.quantile(0, 0.3)).isCloseTo(1 + 3 * plain.quantile(0, 0.3), within(1e-9));
            assertThat(scaled.cdf(0, 4)).isCloseTo(plain.cdf(0, 1), within(1e-12));
            assertThat(scaled.logDensity(threes))
                    .isCloseTo(
                            plain.logDensity(DoubleStream.of(threes)
                                            .map(y -> (y - 1) / 3)
                                            .toArray())
                                    - plain.size() * Math.log(3),
                            within(1e-12));
        }
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
