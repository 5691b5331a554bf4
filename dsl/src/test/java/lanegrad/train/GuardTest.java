package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.loss.Categorical;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.layer.Activation;
import lanegrad.nn.layer.Dense;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
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

    private static List<float[]> values(Model model) {
        return model.parameters().stream()
                .map(Parameter::value)
                .map(value -> value.data().clone())
                .toList();
    }
}
