package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanegrad.Fixture;
import lanegrad.data.DataSpec;
import lanegrad.data.Share;
import lanegrad.data.toy.Moons;
import lanegrad.kernels.Tiles;
import lanegrad.loss.Bernoulli;
import lanegrad.model.Binder;
import lanegrad.model.Catalog;
import lanegrad.model.Json;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.optim.ClipNorm;
import lanegrad.optim.Lbfgs;
import lanegrad.optim.Sgd;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainEvent.EpochDone;
import org.junit.jupiter.api.Test;

class MinimizationTest {
    private static final Fixture PYTORCH = Fixture.read(Lbfgs.class, "lbfgs.txt");
    private static final TrainSpec LBFGS = new TrainSpec().batch(200).optimizer(new Lbfgs());
    private static final ModelSpec NOISY =
            ModelSpec.of(layers -> layers.dense(8).tanh().dropout(0.2));

    /** As lbfgs.py found it in double precision; steps in single precision come within 1e-4. */
    @Test
    void findsTheOptimumOfALogisticRegression() {
        Model model = new Model(ModelSpec.of(layers -> layers).output(new Bernoulli()), 3, 2, 1);
        Trainer trainer = new Trainer(model, LBFGS.weights(new Weights().l2(0.0625)));
        Tensor x = Tensor.of(Shape.of(40, 3), PYTORCH.floats("x"));
        Tensor y = Tensor.of(Shape.of(40, 1), PYTORCH.floats("y"));
        float cost = 0;
        for (int step = 0; step < 15; step++) {
            cost = trainer.step(x, y);
        }
        assertThat((double) cost).isCloseTo(PYTORCH.numbers("cost")[0], within(1e-6));
        close(model.parameters().get(0).value(), PYTORCH.numbers("weights"));
        close(model.parameters().get(1).value(), PYTORCH.numbers("bias"));
    }

    private static void close(Tensor actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual.data()[i]).isCloseTo(expected[i], within(1e-4));
        }
    }

    @Test
    void learnsXorInFewSteps() {
        Model model = new Model(ModelSpec.of(layers -> layers.dense(4).tanh()).output(new Bernoulli()), 2, 2, 1);
        Tensor x = Tensor.of(Shape.of(4, 2), 0, 0, 0, 1, 1, 0, 1, 1);
        Tensor y = Tensor.of(Shape.of(4, 1), 0, 1, 1, 0);
        Trainer trainer = new Trainer(model, LBFGS);
        for (int step = 0; step < 20; step++) {
            trainer.step(x, y);
        }
        float[] p = model.predict(x).data();
        assertThat(p[0]).isLessThan(0.01f);
        assertThat(p[1]).isGreaterThan(0.99f);
        assertThat(p[2]).isGreaterThan(0.99f);
        assertThat(p[3]).isLessThan(0.01f);
    }

    private static Experiment moons(TrainSpec train) {
        DataSpec data = new DataSpec(new Moons(200, 0.1)).validation(new Share(0.2));
        return Experiment.of("moons", data, NOISY).seed(3).train(train);
    }

    /** Dropout draws one mask for all points of a step: the cost falls in each, and the same seed has the same bits. */
    @Test
    void noiseIsTheSameWithinAStep() {
        List<Double> losses = new ArrayList<>();
        float[] alone = Tiles.with(1, () -> trained(losses));
        assertThat(losses.getLast()).isLessThan(0.5 * losses.getFirst());
        assertThat(Tiles.with(3, () -> trained(new ArrayList<>()))).isEqualTo(alone);
    }

    private static float[] trained(List<Double> losses) {
        return moons(LBFGS.epochs(20))
                .start(Path.of("."))
                .fit(event -> {
                    if (event instanceof EpochDone done) {
                        losses.add(done.loss());
                    }
                })
                .model()
                .parameters()
                .getFirst()
                .value()
                .data();
    }

    /** m <- 0.9 m + 0.1 m_batch once, however many points a step tries; the inputs' mean doesn't depend on the point. */
    @Test
    void statisticsFollowTheBatchOnceInAStep() {
        Model model = new Model(
                ModelSpec.of(layers -> layers.batchNorm().dense(4).tanh()).output(new Bernoulli()), 2, 2, 1);
        Tensor x = Tensor.of(Shape.of(4, 2), 1, 0, 1, 2, 3, 0, 3, 6);
        Tensor y = Tensor.of(Shape.of(4, 1), 0, 1, 1, 0);
        Trainer trainer = new Trainer(model, LBFGS);
        Tensor mean = model.parameters().get(2).value();
        for (int step = 1; step <= 3; step++) {
            trainer.step(x, y);
            double share = 1 - Math.pow(0.9, step);
            assertThat((double) mean.data()[0]).isCloseTo(2 * share, within(1e-6));
            assertThat((double) mean.data()[1]).isCloseTo(2 * share, within(1e-6));
        }
    }

    @Test
    void aFrozenLayerStays() {
        Run run = moons(LBFGS.epochs(3).groups(new Group("0", 0))).start(Path.of("."));
        float[] before = run.model().parameters().getFirst().value().data().clone();
        run.fit(_ -> {});
        assertThat(run.model().parameters().getFirst().value().data()).isEqualTo(before);
    }

    @Test
    void asksForTheWholeSplitInOneBatch() {
        assertThatThrownBy(() -> moons(LBFGS.batch(64)).start(Path.of(".")))
                .hasMessage(
                        "batch: this optimizer needs all 160 rows of the training split in one batch, but batch is 64;"
                                + " write `batch: 160`");
    }

    @Test
    void whatLimitsStepsIsRefused() {
        String message = "optimizer: it looks for the length of a step itself: leave out ";
        assertThatThrownBy(() -> LBFGS.accumulate(2)).hasMessage(message + "accumulate");
        assertThatThrownBy(() -> LBFGS.clip(new ClipNorm(1))).hasMessage(message + "clip");
        assertThatThrownBy(() -> LBFGS.weights(new Weights().maxNorm(1))).hasMessage(message + "weights.max-norm");
        assertThatThrownBy(() -> LBFGS.groups(new Group("0", 0.5))).hasMessageStartingWith(message + "groups");
    }

    @Test
    void aCostThatIsNotFiniteIsAnError() {
        Model model = new Model(ModelSpec.of(layers -> layers).output(new Bernoulli()), 1, 2, 1);
        model.parameters().getFirst().value().data()[0] = Float.NaN;
        assertThatThrownBy(() ->
                        new Trainer(model, LBFGS).step(Tensor.of(Shape.of(1, 1), 1), Tensor.of(Shape.of(1, 1), 1)))
                .isInstanceOf(DivergedException.class);
    }

    @Test
    void configSpellsIt() {
        Binder binder = new Binder(Catalog.STANDARD);
        assertThat(binder.bind(TrainSpec.class, Json.read("{\"batch\": 200, \"optimizer\": \"lbfgs\"}", "")))
                .isEqualTo(LBFGS);
        assertThat(binder.bind(
                        TrainSpec.class,
                        Json.read("{\"batch\": 200, \"optimizer\": {\"lbfgs\": {\"history\": 5}}}", "")))
                .isEqualTo(LBFGS.optimizer(new Lbfgs(5, 25)))
                .isNotEqualTo(LBFGS.optimizer(new Sgd()));
    }
}
