package lanegrad.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Program;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Gaussian;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Pass;
import lanegrad.nn.Scope;
import lanegrad.nn.Sequence;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainSpec;
import lanegrad.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers whose values are computed again, beside the same ones whose values are kept. */
class RecomputedLayersTest {
    private static final int INPUTS = 4;

    /** Layers in order, under the name, and so with the parameters and the noise, of recomputed ones. */
    private record Kept(List<LayerSpec> layers) implements LayerSpec {
        @Override
        public Shape shape(Shape in) {
            return new Sequence(layers).shape(in);
        }

        @Override
        public Layer build(Shape in, Scope scope) {
            return new Sequence(layers).build(in, scope);
        }

        @Override
        public String name() {
            return "recomputed";
        }
    }

    /** Noise is drawn again alike, statistics follow the batch once, estimates of derivatives count once. */
    @Test
    void trainingHasTheSameBits() {
        Model kept = model(withEverything(Kept::new));
        Model recomputed = model(withEverything(Recomputed::new));
        List<Float> costs = costs(kept);
        assertThat(costs).doesNotHaveDuplicates();
        assertThat(costs(recomputed)).isEqualTo(costs);
        assertThat(recomputed.parameters()).hasSize(kept.parameters().size());
        for (int i = 0; i < kept.parameters().size(); i++) {
            Parameter expected = kept.parameters().get(i);
            Parameter actual = recomputed.parameters().get(i);
            assertThat(actual.name()).isEqualTo(expected.name());
            assertThat(actual.value().data())
                    .as(actual.name())
                    .isEqualTo(expected.value().data());
        }
    }

    private static List<LayerSpec> withEverything(Function<List<LayerSpec>, LayerSpec> block) {
        return List.of(
                block.apply(List.of(
                        new Dense(6), new BatchNorm(), new Activation(new Tanh()), new Dropout(0.3), new Noise(0.1))),
                block.apply(List.of(
                        new BernoulliUnits(5),
                        new GaussianUnits(4),
                        new Residual(List.of(block.apply(
                                List.of(new Residual(List.of(new Dense(4))), new LayerNorm(), new Prelu())))),
                        new Dense(3))));
    }

    private static List<Float> costs(Model model) {
        Trainer trainer = new Trainer(model, new TrainSpec());
        List<Float> costs = new ArrayList<>();
        for (int step = 0; step < 4; step++) {
            costs.add(trainer.step(normal("x" + step, 7, INPUTS), normal("y" + step, 7, 1)));
        }
        return costs;
    }

    /** Of 16 layers in pieces of 4, 4 + 4 values are kept at a time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aDeepModelNeedsHalfOfTheMemory(int workers) {
        long kept = bytes(Kept::new);
        long recomputed = Tiles.with(workers, () -> bytes(Recomputed::new));
        assertThat(2 * recomputed).isLessThan(kept);
    }

    private static long bytes(Function<List<LayerSpec>, LayerSpec> block) {
        LayerSpec dense = new Dense(16).activation(new Activation(new Tanh()));
        LayerSpec four = block.apply(List.of(dense, dense, dense, dense));
        Model model = model(List.of(four, four, four, four));
        Tape tape = Tape.recording();
        Var cost = model.cost(
                tape.input("x", Tensor.zeros(Shape.of(512, INPUTS))),
                tape.input("y", Tensor.zeros(Shape.of(512, 1))),
                Pass.training(tape, StepNumber.tensor(0)));
        List<Var> outputs = new ArrayList<>(List.of(cost));
        outputs.addAll(Derivatives.grad(
                cost, model.learned().stream().map(tape::parameter).toArray(Var[]::new)));
        return Program.of(outputs.toArray(Var[]::new)).bytes();
    }

    private static Model model(List<LayerSpec> layers) {
        return new Model(new ModelSpec(layers, new Gaussian()), INPUTS, 1, 3);
    }

    private static Tensor normal(String name, int rows, int columns) {
        Tensor tensor = Tensor.zeros(Shape.of(rows, columns));
        Philox.normal(Philox.key(9, name), 0, tensor.data(), 0, tensor.count());
        return tensor;
    }
}
