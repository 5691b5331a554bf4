package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Var;
import lanegrad.data.Dataset;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.loss.Categorical;
import lanegrad.loss.Gaussian;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.layer.Activation;
import lanegrad.nn.layer.Dense;
import lanegrad.optim.Sgd;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that isn't finite is put between any two layers, on the way forward or back. */
class GuardTest {
    /** Passes everything on but one element. */
    private record Poison(float drop, boolean active) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        @Override
        public void define(double[][] in, Shape[] shapes, double[] out) {
            throw new UnsupportedOperationException("poison");
        }

        @Override
        public void compute(Tensor[] in, Tensor out) {
            System.arraycopy(in[0].data(), 0, out.data(), 0, out.count());
            if (active) {
                out.data()[out.count() - 1] = drop;
            }
        }

        @Override
        public Var vjp(int input, Var[] in, Var out, Var gradient) {
            return gradient.tape().apply(new Poison(drop, !active), gradient);
        }
    }

    private record PoisonLayer(float drop, boolean forward) implements LayerSpec {
        @Override
        public Shape shape(Shape in) {
            return in;
        }

        @Override
        public Layer build(Shape in, Scope scope) {
            return (x, _) -> x.tape().apply(new Poison(drop, forward), x);
        }

        @Override
        public String name() {
            return "poison";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, NaN, true", "1, NaN, false", "2, Infinity, true", "2, Infinity, false", "3, NaN, true",
        "3, NaN, false", "4, NaN, true", "4, -Infinity, false", "5, Infinity, true", "5, NaN, false"
    })
    void theFirstBadValueIsNamedAndNothingIsChanged(int place, float drop, boolean forward) {
        List<LayerSpec> layers = new ArrayList<>();
        layers.add(new Dense(5));
        layers.add(new Activation(new Tanh()));
        layers.add(new Dense(4));
        layers.add(new Activation(new Tanh()));
        layers.add(new Dense(6));
        layers.add(place, new PoisonLayer(drop, forward));
        Model model = new Model(new ModelSpec(layers, new Categorical()), 3, 2, 1);
        List<float[]> before = values(model);
        Trainer trainer = new Trainer(model, new TrainSpec());
        Tensor x = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        assertThatThrownBy(() -> trainer.step(x, Tensor.of(Shape.of(2, 1), 0, 1)))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("step 1: poison gave %s in %d.poison, %s;"
                        .formatted(drop, place, forward ? "forward" : "backward"));
        assertThat(trainer.steps()).isZero();
        List<float[]> after = values(model);
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i)).isEqualTo(before.get(i));
        }
    }

    /** Of the batches of a step the first has been added up when a later one diverges. */
    @Test
    void whatIsTriedAgainBeginsAnew() {
        float[] inputs = new float[12];
        float[] targets = new float[12];
        for (int i = 0; i < 12; i++) {
            inputs[i] = i / 12f;
            targets[i] = 1 - i / 6f;
        }
        Dataset good = new Dataset(12, 1, inputs, 1, targets);
        float[] extreme = targets.clone();
        Arrays.fill(extreme, 0, 1, 1e30f);
        Dataset bad = new Dataset(12, 1, inputs, 1, extreme);
        TrainSpec spec = new TrainSpec().epochs(1).batch(3).accumulate(4).optimizer(new Sgd(0.1, 0));
        Model expected = new Model(new ModelSpec(List.of(new Dense(4)), new Gaussian()), 1, 1, 1);
        Model actual = new Model(new ModelSpec(List.of(new Dense(4)), new Gaussian()), 1, 1, 1);
        Trainer trainer = new Trainer(actual, spec);
        Trainer.Validation nothing = () -> null;
        for (int seed = 1; seed <= 4; seed++) { // the extreme row is in the first batch or a later one
            int order = seed;
            assertThatThrownBy(() -> trainer.fit(bad, nothing, order, _ -> {})).isInstanceOf(DivergedException.class);
        }
        trainer.fit(good, nothing, 1, _ -> {});
        new Trainer(expected, spec).fit(good, nothing, 1, _ -> {});
        assertThat(values(actual).toArray(float[][]::new))
                .isEqualTo(values(expected).toArray(float[][]::new));
    }

    private static List<float[]> values(Model model) {
        return model.parameters().stream()
                .map(Parameter::value)
                .map(value -> value.data().clone())
                .toList();
    }
}
