package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.data.DataSpec;
import lanegrad.data.Share;
import lanegrad.data.toy.Moons;
import lanegrad.model.Binder;
import lanegrad.model.Catalog;
import lanegrad.model.Json;
import lanegrad.model.ModelSpec;
import lanegrad.model.Network;
import lanegrad.nn.layer.Dense;
import lanegrad.optim.Adam;
import lanegrad.optim.ClipNorm;
import lanegrad.optim.ClipValue;
import lanegrad.optim.CosineDecay;
import lanegrad.optim.Momentum;
import lanegrad.optim.Sgd;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What each setting does to training. */
class TrainSpecTest {
    private static final DataSpec MOONS = new DataSpec(new Moons(200, 0.1)).validation(new Share(0.2));
    private static final ModelSpec SPEC =
            ModelSpec.of(layers -> layers.dense(8).tanh().dense(8).tanh());

    private static Run run(TrainSpec train) {
        return Experiment.of("moons", MOONS, SPEC).train(train).start(Path.of("."));
    }

    private static List<Tensor> trained(TrainSpec train) {
        return values(run(train).fit(_ -> {}).model());
    }

    private static List<Tensor> values(Network model) {
        return model.parameters().stream()
                .map(parameter -> parameter.value().copy())
                .toList();
    }

    private static void assertClose(List<Tensor> actual, List<Tensor> expected, double tolerance) {
        for (int i = 0; i < expected.size(); i++) {
            for (int j = 0; j < expected.get(i).count(); j++) {
                assertThat((double) actual.get(i).data()[j])
                        .isCloseTo(expected.get(i).data()[j], within(tolerance));
            }
        }
    }

    @Test
    void configSpellsAllOfIt() {
        TrainSpec spec = new TrainSpec()
                .epochs(5)
                .accumulate(4)
                .schedule(new CosineDecay(0, 0.05))
                .clip(new ClipNorm(1))
                .weights(new Weights().l1(1e-5).l2(1e-4).maxNorm(3))
                .groups(new Group("0", 0), new Group("2.dense", 0.1, 0))
                .average(0.99)
                .ensemble(3);
        String json = """
                {"epochs": 5, "accumulate": 4, "schedule": {"cosine": {"warmup": 0.05}}, "clip": {"norm": 1},
                 "weights": {"l1": 1e-5, "l2": 1e-4, "max-norm": 3}, "average": 0.99, "ensemble": 3,
                 "groups": [{"layers": "0", "rate": 0}, {"layers": "2.dense", "rate": 0.1, "decay": 0}]}""";
        Binder binder = new Binder(Catalog.STANDARD);
        assertThat(binder.bind(TrainSpec.class, Json.read(json, ""))).isEqualTo(spec);
        assertThat(binder.bind(TrainSpec.class, binder.write(TrainSpec.class, spec)))
                .isEqualTo(spec);
    }

    @Test
    void accumulatedBatchesAreOneLargeBatch() {
        TrainSpec spec = new TrainSpec().epochs(3).optimizer(new Momentum(0.1, 0.9, 0));
        // 160 rows: batches of 48, 48, 48 and 16; the last two make a step of 64.
        assertClose(trained(spec.batch(24).accumulate(4)), trained(spec.batch(96)), 1e-5);
        List<Integer> rows = new ArrayList<>();
        run(spec.batch(48).accumulate(2)).fit(event -> {
            if (event instanceof TrainEvent.StepDone done) {
                rows.add(done.rows());
                assertThat(done.steps()).isEqualTo(6);
            }
        });
        assertThat(rows).containsExactly(96, 64, 96, 64, 96, 64);
    }

    @Test
    void averagedParametersAreScoredAndKept() {
        TrainSpec spec = new TrainSpec().epochs(1).batch(40).optimizer(new Sgd(0.5, 0));
        List<List<Tensor>> steps = new ArrayList<>();
        Run plain = run(spec);
        plain.fit(event -> {
            if (event instanceof TrainEvent.StepDone) {
                steps.add(values(plain.model()));
            }
        });
        assertThat(steps).hasSize(4);
        List<Tensor> mean = new ArrayList<>();
        double all = 1 + 0.9 + 0.81 + 0.729;
        for (int i = 0; i < steps.getFirst().size(); i++) {
            Tensor sum = Tensor.zeros(steps.getFirst().get(i).shape());
            for (int j = 0; j < sum.count(); j++) {
                double value = 0;
                for (int step = 0; step < 4; step++) {
                    value += Math.pow(0.9, 3 - step) * steps.get(step).get(i).data()[j] / all;
                }
                sum.data()[j] = (float) value;
            }
            mean.add(sum);
        }
        Run averaged = run(spec.average(0.9));
        List<Tensor> seen = new ArrayList<>();
        Result result = averaged.fit(event -> {
            if (event instanceof TrainEvent.EpochDone) {
                seen.addAll(values(averaged.model()));
            }
        });
        assertClose(seen, mean, 1e-6);
        assertClose(values(result.model()), mean, 1e-6);
    }

    @Test
    void frozenLayersStayAndOthersKeepTheirPace() {
        TrainSpec spec = new TrainSpec().epochs(1).batch(160).optimizer(new Sgd(0.1, 0));
        List<Tensor> start = values(run(spec).model());
        List<Tensor> plain = trained(spec);
        List<Tensor> grouped = trained(spec.groups(new Group("0", 0), new Group("2.dense", 0.5)));
        for (int i = 0; i < 2; i++) {
            assertThat(grouped.get(i).data()).isEqualTo(start.get(i).data());
        }
        for (int i = 2; i < 4; i++) {
            for (int j = 0; j < start.get(i).count(); j++) {
                double move = plain.get(i).data()[j] - start.get(i).data()[j];
                assertThat((double) grouped.get(i).data()[j] - start.get(i).data()[j])
                        .isCloseTo(move / 2, within(1e-7));
            }
        }
        assertThat(grouped.get(4).data()).isEqualTo(plain.get(4).data());
    }

    @Test
    void groupsOfNoLayersAreRefused() {
        assertThatThrownBy(() -> run(new TrainSpec().groups(new Group("1", 0))))
                .hasMessage("groups: there are no layers '1' with parameters; known are 0.dense, 2.dense, 4.dense");
    }

    /** The settings of all layers and those of each layer are the same terms of the cost; biases have none. */
    @Test
    void penaltiesOfAllLayersAreThoseOfEach() {
        TrainSpec spec = new TrainSpec().epochs(3).batch(32).optimizer(new Sgd(0.1, 0));
        Dense hidden = new Dense(8).l1(0.01).l2(0.1);
        Experiment each = Experiment.of(
                "moons", MOONS, ModelSpec.of(layers -> layers.layer(hidden).tanh()));
        Experiment all = Experiment.of(
                "moons", MOONS, ModelSpec.of(layers -> layers.dense(8).tanh()));
        // The last layer, which the output brings, is frozen, since it can't be given penalties of its own.
        TrainSpec frozen = spec.groups(new Group("2", 0));
        List<Tensor> ofEach =
                values(each.train(frozen).start(Path.of(".")).fit(_ -> {}).model());
        List<Tensor> ofAll = values(all.train(frozen.weights(new Weights(0.01, 0.1, 0)))
                .start(Path.of("."))
                .fit(_ -> {})
                .model());
        assertClose(ofAll, ofEach, 1e-6);
    }

    private static double cost(TrainEvent event) {
        return event instanceof TrainEvent.StepDone done ? done.cost() : 0;
    }

    @Test
    void penaltiesCountInTheCost() {
        TrainSpec spec = new TrainSpec().epochs(1).batch(160).optimizer(new Sgd(0.1, 0));
        Run run = run(spec.weights(new Weights(0.5, 0.25, 0)));
        double squares = 0;
        double sizes = 0;
        for (Parameter parameter : run.model().parameters()) {
            if (parameter.kind() == Parameter.Kind.WEIGHT) {
                for (float w : parameter.value().data()) {
                    squares += (double) w * w;
                    sizes += Math.abs(w);
                }
            }
        }
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        run.fit(event -> with.add(cost(event)));
        run(spec).fit(event -> without.add(cost(event)));
        assertThat(with.getFirst() - without.getFirst()).isCloseTo(0.5 * sizes + 0.125 * squares, within(1e-4));
    }

    /** Liquet, Moka, Nazarathy, (5.53): for plain descent the decoupled decay and the L2 penalty are one. */
    @Test
    void forPlainDescentDecayIsThePenalty() {
        TrainSpec spec = new TrainSpec().epochs(5).batch(32);
        List<Tensor> decay = trained(spec.optimizer(new Sgd(0.1, 0.05)));
        List<Tensor> penalty = trained(spec.optimizer(new Sgd(0.1, 0)).weights(new Weights().l2(0.05)));
        assertClose(decay, penalty, 1e-6);
        List<Tensor> momentum = trained(spec.optimizer(new Momentum(0.1, 0.9, 0.05)));
        List<Tensor> other = trained(spec.optimizer(new Momentum(0.1, 0.9, 0)).weights(new Weights().l2(0.05)));
        assertThat(momentum.getFirst().data()[0]).isNotCloseTo(other.getFirst().data()[0], within(1e-3f));
    }

    @Test
    void noUnitsWeightsExceedTheLargestNorm() {
        TrainSpec spec = new TrainSpec().epochs(5).batch(32).optimizer(new Adam(0.05));
        assertThat(largestNorm(run(spec))).isGreaterThan(1);
        double limited = largestNorm(run(spec.weights(new Weights().maxNorm(0.75))));
        assertThat(limited).isCloseTo(0.75, within(1e-6));
    }

    private static double largestNorm(Run run) {
        run.fit(_ -> {});
        double largest = 0;
        for (Parameter parameter : run.model().parameters()) {
            if (parameter.kind() == Parameter.Kind.WEIGHT) {
                int out = parameter.value().shape().size(1);
                for (int j = 0; j < out; j++) {
                    double squares = 0;
                    for (int i = j; i < parameter.value().count(); i += out) {
                        squares += Math.pow(parameter.value().data()[i], 2);
                    }
                    largest = Math.max(largest, Math.sqrt(squares));
                }
            }
        }
        return largest;
    }

    @Test
    void clippingLimitsAStep() {
        TrainSpec spec = new TrainSpec().epochs(1).batch(160).optimizer(new Sgd(1, 0));
        List<Tensor> start = values(run(spec).model());
        List<Tensor> byNorm = trained(spec.clip(new ClipNorm(0.01)));
        double squares = 0;
        for (int i = 0; i < start.size(); i++) {
            for (int j = 0; j < start.get(i).count(); j++) {
                squares += Math.pow(byNorm.get(i).data()[j] - start.get(i).data()[j], 2);
            }
        }
        assertThat(Math.sqrt(squares)).isCloseTo(0.01, within(1e-6));
        List<Tensor> byValue = trained(spec.clip(new ClipValue(0.001)));
        for (int j = 0; j < start.getFirst().count(); j++) {
            assertThat(byValue.getFirst().data()[j] - start.getFirst().data()[j])
                    .isBetween(-0.001001f, 0.001001f);
        }
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new TrainSpec().accumulate(0)).hasMessage("accumulate must be at least 1, but is 0");
        assertThatThrownBy(() -> new TrainSpec().average(1))
                .hasMessage("average must be at least 0 and below 1, but is 1.0");
        assertThatThrownBy(() -> new Weights(-1, 0, 0)).hasMessage("weights: l1 must be at least 0, but is -1.0");
        assertThatThrownBy(() -> new Group("0", -1)).hasMessage("groups: rate must be at least 0, but is -1.0");
    }
}
