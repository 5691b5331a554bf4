package lanegrad.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.nn.InputColumn;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Pass;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Layers with parameters or noise of their own, at values that can be worked out by hand. */
class UnitsTest {
    private final Scope scope = new Scope(4);

    private float[] forward(LayerSpec spec, Tensor x, float[]... parameters) {
        var layer = spec.build(Shape.of(x.shape().size(1)), scope);
        for (int i = 0; i < parameters.length; i++) {
            Parameter parameter = scope.parameters().get(i);
            System.arraycopy(parameters[i], 0, parameter.value().data(), 0, parameters[i].length);
        }
        return layer.forward(new Tape().input("x", x), Pass.PREDICTION).value().data();
    }

    @Test
    void preluScalesWhatIsNegative() {
        Tensor x = Tensor.of(Shape.of(2, 2), 2, -2, -4, 0);
        assertThat(forward(new Prelu(), x, new float[] {0.5f, 0.25f})).containsExactly(2, -0.5f, -2, 0);
    }

    @Test
    void sharedPreluHasOneSlope() {
        Tensor x = Tensor.of(Shape.of(1, 3), -1, -2, 4);
        assertThat(forward(new Prelu(true), x)).containsExactly(-0.25f, -0.5f, 4);
        assertThat(scope.parameters().getFirst().value().count()).isEqualTo(1);
    }

    @Test
    void rbfIsOneAtItsCentreAndFallsByItsWidth() {
        Tensor x = Tensor.of(Shape.of(2, 2), 1, 2, 4, 6);
        // Centres (1, 2) and (4, 2); widths 1 / 0.5 and 1 / 0.25. From (4, 6) they are 5 and 4 away.
        float[] out = forward(new Rbf(2), x, new float[] {1, 4, 2, 2}, new float[] {0.5f, 0.25f});
        double[] expected = {1, Math.exp(-9 * 0.0625), Math.exp(-25 * 0.25), Math.exp(-16 * 0.0625)};
        for (int i = 0; i < expected.length; i++) {
            assertThat(out[i]).isCloseTo((float) expected[i], within(1e-6f));
        }
    }

    @Test
    void softmaxAndItsLogarithm() {
        Tensor x = Tensor.of(Shape.of(1, 2), 0, (float) Math.log(3));
        assertThat(forward(new Softmax(), x)[1]).isCloseTo(0.75f, within(1e-6f));
        assertThat(forward(new LogSoftmax(), x)[0]).isCloseTo((float) Math.log(0.25), within(1e-6f));
        Tensor far = Tensor.of(Shape.of(1, 2), 0, 1000);
        assertThat(forward(new LogSoftmax(), far)).containsExactly(-1000, 0);
    }

    @Test
    void maxoutWithTwoPiecesCanBeTheAbsoluteValue() {
        Tensor x = Tensor.of(Shape.of(3, 1), -2, 0, 5);
        assertThat(forward(new Maxout(1), x, new float[] {1, -1})).containsExactly(2, 0, 5);
    }

    @Test
    void biasesStartWhereTheyAreTold() {
        Tensor zeros = Tensor.zeros(Shape.of(1, 3));
        assertThat(forward(new Dense(2), zeros)).containsExactly(0, 0);
        assertThat(new UnitsTest().forward(new Dense(2).biasStart(0.1), zeros)).containsExactly(0.1f, 0.1f);
        assertThatThrownBy(() -> new Dense(2).bias(false).biasStart(0.1)).hasMessageContaining("there is no bias");
    }

    @Test
    void aMaskCutsConnections() {
        Dense dense = new Dense(2).mask(List.of(List.of(1, 0), List.of(0, 1)));
        assertThat(forward(dense, Tensor.of(Shape.of(1, 2), 3, 4), new float[] {10, 20, 30, 40}))
                .containsExactly(30, 160);
        assertThatThrownBy(() -> dense.shape(Shape.of(3)))
                .hasMessage("dense: mask must be 3 rows of 2, one for each input, but is 2 of [2]");
    }

    @Test
    void branchesAreMerged() {
        Tensor x = Tensor.of(Shape.of(1, 2), 3, -4);
        List<List<LayerSpec>> branches = List.of(List.of(new Activation(new Relu())), List.of());
        assertThat(forward(new Parallel(branches), x)).containsExactly(3, 0, 3, -4);
        assertThat(forward(new Parallel(branches, Merge.ADD), x)).containsExactly(6, -4);
        assertThat(forward(new Parallel(branches, Merge.MULTIPLY), x)).containsExactly(9, -0f);
    }

    @Test
    void sharedLayersLearnOneSetOfParameters() {
        Shared encoder = new Shared("encoder", List.of(new Dense(2)));
        LayerSpec twins = new Parallel(List.of(List.of(encoder), List.of(encoder)), Merge.ADD);
        float[] out = forward(twins, Tensor.of(Shape.of(1, 2), 3, 4), new float[] {1, 0, 0, 1});
        assertThat(scope.parameters()).hasSize(2);
        assertThat(out).containsExactly(6, 8);
        Shared other = new Shared("encoder", List.of(new Dense(3)));
        assertThatThrownBy(() -> other.build(Shape.of(2), scope))
                .hasMessageContaining("'encoder' stands for other layers elsewhere");
    }

    @Test
    void columnsAreSelectedAndEmbedded() {
        List<InputColumn> columns = List.of(
                new InputColumn("age", 1, false), new InputColumn("zip", 2, true), new InputColumn("income", 1, false));
        Tensor x = Tensor.of(Shape.of(1, 4), 5, 0, 1, 7);
        LayerSpec select = new Select(List.of("income", "zip")).resolve(columns);
        assertThat(forward(select, x)).containsExactly(7, 0, 1);
        LayerSpec embedding = new Embedding(2).resolve(columns);
        assertThat(forward(embedding, x, new float[] {1, 2, 3, 4})).containsExactly(5, 7, 3, 4);
        assertThatThrownBy(() -> new Select(List.of("height")).resolve(columns))
                .hasMessage("select: there is no input column 'height'; there are age, zip, income");
    }

    /** Liquet, Moka, Nazarathy, (5.45)-(5.48): both forms drop the same units and agree on average. */
    @Test
    void dropoutScalesInTrainingOrInPrediction() {
        Tape tape = new Tape();
        var ones = tape.input("x", Tensor.of(Shape.of(1, 8), 1, 1, 1, 1, 1, 1, 1, 1));
        Pass training = Pass.training(tape, StepNumber.tensor(3));
        var inverted = new Dropout(0.75).build(Shape.of(8), scope);
        var plain = new Dropout(0.75, false).build(Shape.of(8), scope);
        float[] scaled = inverted.forward(ones, training).value().data();
        float[] kept = plain.forward(ones, training).value().data();
        for (int i = 0; i < 8; i++) {
            assertThat(scaled[i]).isIn(0f, 4f);
            assertThat(kept[i]).isEqualTo(scaled[i] / 4);
        }
        assertThat(inverted.forward(ones, Pass.PREDICTION)).isEqualTo(ones);
        assertThat(plain.forward(ones, Pass.PREDICTION).value().data()).containsOnly(0.25f);
    }

    @Test
    void noiseHasItsDeviationAndChangesFromStepToStep() {
        var layer = new Noise(0.5).build(Shape.of(1000), scope);
        Tape tape = new Tape();
        var zeros = tape.input("x", Tensor.zeros(Shape.of(10, 1000)));
        float[] first = layer.forward(zeros, Pass.training(tape, StepNumber.tensor(1)))
                .value()
                .data();
        float[] second = layer.forward(zeros, Pass.training(tape, StepNumber.tensor(2)))
                .value()
                .data();
        double squares = 0;
        for (float value : first) {
            squares += (double) value * value;
        }
        // The mean square of 10,000 has a standard deviation of 0.25 sqrt(2 / 10,000) = 0.0035.
        assertThat(squares / first.length).isCloseTo(0.25, within(0.018));
        assertThat(second).isNotEqualTo(first);
        assertThat(layer.forward(zeros, Pass.PREDICTION)).isEqualTo(zeros);
    }
}
