package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanegrad.data.DataSpec;
import lanegrad.data.Share;
import lanegrad.data.toy.Moons;
import lanegrad.kernels.Tiles;
import lanegrad.loss.Categorical;
import lanegrad.loss.Gaussian;
import lanegrad.model.ModelSpec;
import lanegrad.optim.Plateau;
import lanegrad.optim.PolynomialDecay;
import lanegrad.optim.Sgd;
import lanegrad.train.TrainEvent.EpochDone;
import lanegrad.train.TrainEvent.StepDone;
import org.junit.jupiter.api.Test;

class ExperimentTest {
    private static final ModelSpec SPEC =
            ModelSpec.of(layers -> layers.dense(16).tanh());
    private static final DataSpec MOONS =
            new DataSpec(new Moons(200, 0.1)).validation(new Share(0.2)).test(new Share(0.2));
    private final Experiment moons = Experiment.of("moons", MOONS, SPEC)
            .seed(1)
            .train(new TrainSpec().epochs(8).batch(50));

    @Test
    void tellsOfEachStepAndEpoch() {
        List<TrainEvent> events = new ArrayList<>();
        Result result = moons.start(Path.of(".")).fit(events::add);
        assertThat(events.stream().filter(StepDone.class::isInstance)).hasSize(8 * 3);
        assertThat(events.stream().filter(EpochDone.class::isInstance)).hasSize(8);
        assertThat(result.steps()).isEqualTo(24);
        assertThat(result.epochs()).isEqualTo(8);
    }

    @Test
    void theBestEpochsParametersAreKept() {
        List<Double> losses = new ArrayList<>();
        Result result = moons.train(new TrainSpec().epochs(20).batch(20).optimizer(new Sgd(5, 0)))
                .start(Path.of("."))
                .fit(event -> {
                    if (event instanceof EpochDone done && done.validation() != null) {
                        losses.add(done.validation().loss());
                    }
                });
        double best = losses.stream().mapToDouble(loss -> loss).min().orElseThrow();
        assertThat(losses.getLast()).isGreaterThan(best);
        assertThat(result.validation()).isNotNull();
        assertThat(result.validation().loss()).isEqualTo(best);
        assertThat(losses.get(result.bestEpochs().getFirst() - 1)).isEqualTo(best);
    }

    @Test
    void earlyStoppingWaitsAsLongAsItsPatience() {
        TrainSpec spec = new TrainSpec()
                .epochs(200)
                .batch(20)
                .optimizer(new Sgd(5, 0))
                .earlyStopping(new EarlyStopping("validation.loss", 3));
        Result result = moons.train(spec).start(Path.of(".")).fit(_ -> {});
        assertThat(result.epochs()).isLessThan(200);
        assertThat(result.epochs() - result.bestEpochs().getFirst()).isEqualTo(3);
    }

    @Test
    void aMetricThatWillNotExistIsRefusedBeforeTraining() {
        TrainSpec spec = new TrainSpec().earlyStopping(new EarlyStopping("validation.rmse", 3));
        assertThatThrownBy(() -> moons.train(spec).start(Path.of(".")))
                .hasMessage(
                        "early-stopping: there is no metric 'validation.rmse'; known are train.loss, validation.loss,"
                                + " validation.accuracy, validation.auc, validation.f1");
    }

    @Test
    void schedulesChangeTheRate() {
        List<Double> rates = new ArrayList<>();
        moons.train(new TrainSpec()
                        .epochs(4)
                        .batch(60)
                        .optimizer(new Sgd(0.5, 0))
                        .schedule(new PolynomialDecay(1, 0, 0.25)))
                .start(Path.of("."))
                .fit(event -> {
                    if (event instanceof StepDone done) {
                        rates.add(done.rate());
                    } else if (event instanceof EpochDone done) {
                        assertThat(done.rate()).isEqualTo(rates.getLast());
                    }
                });
        // 8 steps, of which 2 are the warm-up: 1/3 and 2/3, then 1, 5/6, .. 1/6.
        assertThat(rates).hasSize(8);
        assertThat(rates.getFirst()).isCloseTo(0.5 / 3, within(1e-12));
        assertThat(rates.get(2)).isEqualTo(0.5);
        assertThat(rates.getLast()).isCloseTo(0.5 / 6, within(1e-12));
    }

    @Test
    void aPlateauLowersTheRateForTheNextEpoch() {
        List<Double> rates = new ArrayList<>();
        TrainSpec spec = new TrainSpec()
                .epochs(30)
                .batch(20)
                .optimizer(new Sgd(5, 0))
                .schedule(new Plateau("validation.accuracy", 1, 0.5, 0));
        moons.train(spec).start(Path.of(".")).fit(event -> {
            if (event instanceof EpochDone done) {
                rates.add(done.rate());
            }
        });
        assertThat(rates.getFirst()).isEqualTo(5);
        assertThat(rates.getLast()).isLessThan(5);
        assertThatThrownBy(() -> moons.train(spec.schedule(new Plateau("validation.rmse", 1, 0.5, 0)))
                        .start(Path.of(".")))
                .hasMessageStartingWith("schedule: there is no metric 'validation.rmse'; known are train.loss, ");
    }

    @Test
    void outputsAskForTheirKindOfTarget() {
        Experiment classes = Experiment.of("moons", MOONS, SPEC.output(new Categorical()));
        assertThat(classes.start(Path.of("."))
                        .model()
                        .predict(lanegrad.tensor.Tensor.matrix(new float[] {0, 0}))
                        .count())
                .isEqualTo(2);
        Experiment numbers = Experiment.of("moons", MOONS, SPEC.output(new Gaussian()));
        Result result =
                numbers.train(new TrainSpec().epochs(5)).start(Path.of(".")).fit(_ -> {});
        assertThat(result.train().metrics()).containsOnlyKeys("rmse", "mae", "r2");
    }

    @Test
    void divergenceIsLocated() {
        Experiment wild = Experiment.of("moons", MOONS, SPEC.output(new Gaussian()))
                .train(new TrainSpec().epochs(50).optimizer(new Sgd(1e30, 0)));
        assertThatThrownBy(() -> wild.start(Path.of(".")).fit(_ -> {}))
                .isInstanceOf(DivergedException.class)
                .hasMessageMatching(
                        "step \\d+: .* gave (NaN|Infinity|-Infinity) in (output|\\d\\.\\w+).*, (for|back)ward;"
                                + " lower the rate, .*");
    }

    @Test
    void theNumberOfWorkersChangesNothing() {
        float[] alone = Tiles.with(1, this::weights);
        assertThat(Tiles.with(2, this::weights)).isEqualTo(alone);
        assertThat(Tiles.with(5, this::weights)).isEqualTo(alone);
    }

    private float[] weights() {
        return moons.start(Path.of("."))
                .fit(_ -> {})
                .model()
                .parameters()
                .getFirst()
                .value()
                .data();
    }
}
