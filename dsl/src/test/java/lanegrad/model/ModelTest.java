package lanegrad.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import lanegrad.autodiff.GradCheck;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Categorical;
import lanegrad.loss.Gaussian;
import lanegrad.nn.Pass;
import lanegrad.nn.layer.BatchNorm;
import lanegrad.nn.layer.Dense;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ModelTest {
    /** Liquet, Moka, Nazarathy, Figure 5.1: the shallow network has 31 parameters, the deep one 61. */
    @Test
    void parameterCountsOfTheDrawnNetworks() {
        ModelSpec shallow = ModelSpec.of(layers -> layers.dense(5).sigmoid()).output(new Gaussian());
        assertThat(Summary.of(new Model(shallow, 4, 1, 0)).parameters()).isEqualTo(31);
        ModelSpec deep = ModelSpec.of(layers ->
                        layers.dense(4).sigmoid().dense(3).sigmoid().dense(5).sigmoid())
                .output(new Gaussian());
        assertThat(Summary.of(new Model(deep, 4, 1, 0)).parameters()).isEqualTo(61);
    }

    @Test
    void summaryIsATable() {
        ModelSpec spec =
                ModelSpec.of(layers -> layers.dense(8).relu().dropout(0.1)).output(new Categorical());
        assertThat(new Model(spec, 4, 3, 0).summary()).isEqualTo("""
                        layer                    output         parameters
                        input                    [4]                     \s
                        0.dense                  [8]                    40
                        1.relu                   [8]                     0
                        2.dropout                [8]                     0
                        3.dense                  [3]                    27
                        total                                           67
                        """);
    }

    @Test
    void layersThatDoNotFitAreNamed() {
        ModelSpec spec = ModelSpec.of(layers -> layers.dense(8).residual(inner -> inner.dense(5)));
        assertThatThrownBy(() -> new Model(spec.output(new Gaussian()), 4, 1, 0))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "layer 1.residual: residual: the layers turn [8] into [5], which can't be added to the input;"
                                + " end them with dense: 8");
    }

    @Test
    void wholeModelPassesTheGradientCheck() {
        ModelSpec spec = ModelSpec.of(
                        layers -> layers.layer(new Dense(5).l2(0.1).l1(0.01))
                                .tanh()
                                .dropout(0.3)
                                .residual(inner -> inner.dense(5).sigmoid()))
                .output(new Categorical());
        Model model = new Model(spec, 4, 3, 11);
        Tape tape = new Tape();
        Tensor x = Tensor.zeros(Shape.of(6, 4));
        Philox.normal(Philox.key(1, "x"), 0, x.data(), 0, x.count());
        Tensor y = Tensor.of(Shape.of(6, 1), 0, 1, 2, 0, 1, 2);
        Var cost = model.cost(tape.input("x", x), tape.input("y", y), Pass.training(tape, StepNumber.tensor(5)));
        Var[] parameters = model.parameters().stream().map(tape::parameter).toArray(Var[]::new);
        GradCheck.Report report = GradCheck.check(cost, parameters);
        assertThat(report.error()).as(report.where()).isLessThan(1e-6);
        assertThat(report.elements())
                .isEqualTo(model.parameters().stream()
                        .map(Parameter::value)
                        .mapToInt(Tensor::count)
                        .sum());
    }

    @Test
    void foldingKeepsPredictions() {
        ModelSpec spec = ModelSpec.of(layers -> layers.layer(new Dense(7).bias(false))
                        .layer(new BatchNorm())
                        .relu()
                        .residual(inner -> inner.dense(7).layer(new BatchNorm()))
                        .dense(5)
                        .layer(new BatchNorm())
                        .tanh())
                .output(new Categorical());
        Model model = new Model(spec, 4, 3, 11);
        for (Parameter parameter : model.parameters()) {
            float[] value = parameter.value().data();
            Philox.uniform(Philox.key(2, parameter.name()), 0, value, 0, value.length);
        }
        Tensor x = Tensor.zeros(Shape.of(6, 4));
        Philox.normal(Philox.key(1, "x"), 0, x.data(), 0, x.count());
        Model folded = model.folded();
        assertThat(folded.layers().layers()).hasSize(6);
        float[] before = model.predict(x).data();
        float[] after = folded.predict(x).data();
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isCloseTo(before[i], within(1e-6f));
        }
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        ModelSpec spec = ModelSpec.of(layers -> layers.dense(5).dense(5)).output(new Gaussian());
        float[] first = new Model(spec, 4, 1, 3).parameters().getFirst().value().data();
        assertThat(new Model(spec, 4, 1, 3).parameters().getFirst().value().data())
                .isEqualTo(first);
        assertThat(new Model(spec, 4, 1, 4).parameters().getFirst().value().data())
                .isNotEqualTo(first);
    }
}
