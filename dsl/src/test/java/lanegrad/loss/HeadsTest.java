package lanegrad.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

class HeadsTest {
    private static final List<Variable> TARGETS =
            List.of(Variable.number("price"), new Variable("kind", 3), Variable.number("weight"));
    private final Tape tape = new Tape();
    private final Joint joint = new Joint(heads(), TARGETS);
    private final Var z = tape.input("z", Tensor.matrix(new float[] {1, 2, 3, 0.5f, 0.25f}));

    /** In another order than the columns. */
    private static Heads heads() {
        Map<String, Output> heads = new LinkedHashMap<>();
        heads.put("kind", new Categorical());
        heads.put("weight", new Gaussian(Gaussian.Variance.LEARNED));
        heads.put("price", new Laplace());
        return new Heads(heads);
    }

    private float cost(Joint heads, Var parameters, float... y) {
        return heads.cost(parameters, tape.input("y", Tensor.matrix(y))).value().item();
    }

    /** Goodfellow et al., section 6.3.2: the log-likelihood is the sum over the variables. */
    @Test
    void costsAddUp() {
        Var free = z.concat(1, tape.input("free", Tensor.matrix(new float[] {0})));
        double kind = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)) - 2;
        double weight = 0.125 + Normals.HALF_LOG_TWO_PI;
        double price = 2.75 + Math.log(2);
        assertThat(joint.units()).isEqualTo(5);
        assertThat(joint.free()).isEqualTo(1);
        assertThat((double) cost(joint, free, 3, 1, 1)).isCloseTo(kind + weight + price, within(1e-6));
    }

    @Test
    void whatIsMissingCostsNothingAndWeightsMultiply() {
        Var free = z.concat(1, tape.input("free", Tensor.matrix(new float[] {0})));
        double price = 2.75 + Math.log(2);
        double weight = 0.125 + Normals.HALF_LOG_TWO_PI;
        assertThat((double) cost(joint, free, 3, 0, 0, 1, 0, 0)).isCloseTo(price, within(1e-6));
        assertThat((double) cost(joint, free, 3, 0, 1, 0.5f, 0, 2)).isCloseTo(0.5 * price + 2 * weight, within(1e-6));
    }

    /** One distribution over both numbers doesn't count where either is missing. */
    @Test
    void aHeadOfSeveralTargetsNeedsThemAll() {
        Joint both = new Joint(new Gaussian(), List.of(Variable.number("a"), Variable.number("b")));
        Var two = tape.input("z", Tensor.matrix(new float[] {1, 2}));
        assertThat(cost(both, two, 0, 0, 1, 0)).isZero();
        assertThat((double) cost(both, two, 0, 0, 3, 2))
                .isCloseTo(2 * (2.5 + 2 * Normals.HALF_LOG_TWO_PI), within(1e-5));
    }

    @Test
    void autoTakesAHeadForEachTargetWhereTheyDiffer() {
        assertThat(new Auto().resolve(TARGETS))
                .isEqualTo(new Heads(
                        Map.of("price", new Gaussian(), "kind", new Categorical(), "weight", new Gaussian())));
    }

    @Test
    void aTargetWithoutAHeadIsNamed() {
        assertThatThrownBy(() -> new Heads(Map.of("price", new Laplace())).heads(TARGETS))
                .hasMessage(
                        "heads: expected an output for each target, kind, price, weight, but there are some for price;"
                                + " with `target: [a, b]` write `heads: {a: ..., b: ...}`");
        assertThatThrownBy(() -> new Head(new Bernoulli(), TARGETS))
                .hasMessage(
                        "output bernoulli is for one column of classes, but the targets are ['price' (a number), 'kind'"
                                + " (3 classes), 'weight' (a number)]; name one output for each by heads");
    }

    /** Two bits that always differ: their combinations have one bit of surprise, the bits by themselves two. */
    @Test
    void aTableKnowsWhatVariesTogether() {
        Var table = tape.input("z", Tensor.matrix(new float[] {-50, 0, 0, -50}));
        JointTable output = new JointTable();
        Var y = tape.input("y", Tensor.matrix(new float[] {0, 1}));
        assertThat((double) output.cost(table, y).value().item()).isCloseTo(Math.log(2), within(1e-6));
        assertThat(output.mean(table).value().data()).containsExactly(0.5f, 0.5f);
        assertThat(output.classes(new double[] {-50, 0, 1, -50})).containsExactly(1, 0);
    }
}
