package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Categorical;
import lanegrad.loss.Gaussian;
import lanegrad.loss.Output;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.optim.Adam;
import lanegrad.optim.ClipNorm;
import lanegrad.optim.Momentum;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deep and narrow networks, whose rows stay with a worker through all layers. */
class StagesTest {
    private static final int ROWS = 52;
    private static final int FEATURES = 32;

    private final Tensor x = Tensor.zeros(Shape.of(ROWS, FEATURES));
    private final Tensor y = Tensor.zeros(Shape.of(ROWS, 1));

    StagesTest() {
        Philox.normal(Philox.key(1, "stages"), 0, x.data(), 0, x.count());
        for (int row = 0; row < ROWS; row++) {
            y.data()[row] = row % 3;
        }
    }

    static List<TrainSpec> specs() {
        return List.of(
                new TrainSpec().optimizer(new Adam()),
                new TrainSpec().optimizer(new Adam()).clip(new ClipNorm(0.1)),
                new TrainSpec()
                        .optimizer(new Momentum(0.01, 0.9, 0))
                        .weights(new TrainSpec().weights().maxNorm(0.9)),
                new TrainSpec().accumulate(2).average(0.9));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void anyNumberOfWorkersGivesTheSameBits(TrainSpec spec) {
        for (Output output : List.of(new Categorical(), new Gaussian())) {
            List<float[]> alone = trained(1, spec, output);
            for (int workers : new int[] {2, 3, 16}) {
                List<float[]> together = trained(workers, spec, output);
                for (int i = 0; i < alone.size(); i++) {
                    assertThat(together.get(i))
                            .as("%d workers, %s, parameter %d", workers, output, i)
                            .isEqualTo(alone.get(i));
                }
            }
        }
    }

    @Test
    void whereAGradientIsNotFiniteNothingIsChanged() {
        Model model = model(new Categorical());
        List<float[]> before = values(model);
        x.data()[FEATURES * (ROWS - 1)] = Float.NaN;
        Tiles.with(2, () -> {
            Trainer trainer = new Trainer(model, new TrainSpec());
            assertThatThrownBy(() -> trainer.step(x, y))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageStartingWith("step 1: ");
            return trainer;
        });
        for (int i = 0; i < before.size(); i++) {
            assertThat(values(model).get(i)).isEqualTo(before.get(i));
        }
    }

    private List<float[]> trained(int workers, TrainSpec spec, Output output) {
        Model model = model(output);
        Tiles.with(workers, () -> {
            Trainer trainer = new Trainer(model, spec);
            for (int step = 0; step < 20; step++) {
                trainer.step(x, y);
            }
            return trainer;
        });
        return values(model);
    }

    private static Model model(Output output) {
        ModelSpec spec = ModelSpec.of(layers -> {
                    for (int layer = 0; layer < 8; layer++) {
                        layers.dense(48).relu();
                    }
                    return layers;
                })
                .output(output);
        return new Model(spec, FEATURES, output instanceof Gaussian ? 1 : 3, 1);
    }

    private static List<float[]> values(Model model) {
        return model.parameters().stream()
                .map(Parameter::value)
                .map(value -> value.data().clone())
                .toList();
    }
}
