package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import lanegrad.data.DataSpec;
import lanegrad.data.toy.Moons;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.model.ModelSpec;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.init.He;
import lanegrad.nn.layer.Activation;
import lanegrad.nn.layer.Dense;
import lanegrad.optim.Sgd;
import lanegrad.tensor.Tensor;
import lanegrad.train.Diagnosis.OfLayer;
import lanegrad.train.Diagnosis.OfParameter;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final double RATE = 0.1;

    private static Run run(List<? extends LayerSpec> layers) {
        ModelSpec spec = ModelSpec.of(stack -> {
            layers.forEach(stack::layer);
            return stack;
        });
        return Experiment.of("moons", new DataSpec(new Moons(200, 0.1)), spec)
                .seed(1)
                .train(new TrainSpec().epochs(1).batch(200).optimizer(new Sgd(RATE, 0)))
                .start(Path.of("."));
    }

    private static Diagnosis diagnosis(Run run) {
        List<Diagnosis> told = new ArrayList<>();
        run.fit(run.diagnoser(told::add));
        assertThat(told).hasSize(1);
        return told.getFirst();
    }

    private static List<Dense> deep(Dense layer) {
        return Collections.nCopies(20, layer);
    }

    /** Liquet, Moka, Nazarathy, (5.34)-(5.35): a product of slopes of at most 1/4 vanishes; He's weights keep gradients. */
    @Test
    void gradientsVanishOverDepthWithSigmoidsAndDoNotWithRelu() {
        List<OfLayer> sigmoids = diagnosis(run(deep(new Dense(32).activation(new Activation(new Sigmoid())))))
                .layers();
        assertThat(sigmoids).hasSize(21);
        assertThat(sigmoids.getFirst().gradient() / sigmoids.get(19).gradient()).isLessThan(1e-8);
        List<OfLayer> relus = diagnosis(run(deep(
                        new Dense(32).activation(new Activation(new Relu())).init(new He()))))
                .layers();
        assertThat(relus.getFirst().gradient() / relus.get(19).gradient()).isBetween(0.01, 100.0);
    }

    @Test
    void deadUnitsAndSaturatedOnes() {
        Run run = run(
                List.of(new Dense(8), new Activation(new Relu()), new Dense(8).activation(new Activation(new Tanh()))));
        float[] offsets = run.model().parameters().get(1).value().data();
        Arrays.fill(offsets, 0, 3, -1000);
        Arrays.fill(run.model().parameters().get(3).value().data(), 1000);
        List<OfLayer> layers = diagnosis(run).layers();
        assertThat(layers.get(0).dead()).isNaN();
        assertThat(layers.get(1).dead()).isBetween(3 / 8.0, 5 / 8.0);
        assertThat(layers.get(1).saturated()).isBetween(3 / 8.0, 0.9);
        assertThat(layers.get(2).saturated()).isEqualTo(1);
        assertThat(layers.get(2).activation()).isEqualTo(1, within(1e-6));
    }

    /** For plain descent a step's length is the rate times the gradient's norm. */
    @Test
    void ratiosOfUpdatesToWeights() {
        Run run = run(List.of(new Dense(8), new Activation(new Tanh())));
        Tensor weight = run.model().parameters().getFirst().value();
        Tensor before = weight.copy();
        OfParameter line = diagnosis(run).parameters().getFirst();
        double change = 0;
        double norm = 0;
        for (int i = 0; i < weight.count(); i++) {
            change += Math.pow(weight.data()[i] - before.data()[i], 2);
            norm += Math.pow(before.data()[i], 2);
        }
        assertThat(line.name()).isEqualTo("0.dense.weight");
        assertThat(line.update()).isCloseTo(Math.sqrt(change / norm), within(1e-9));
        assertThat(line.update()).isGreaterThan(0);
        assertThat(line.gradient()).isGreaterThan(0);
    }
}
