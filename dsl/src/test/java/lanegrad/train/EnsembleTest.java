package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.data.DataSpec;
import lanegrad.data.Share;
import lanegrad.data.toy.Moons;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Categorical;
import lanegrad.loss.Distribution;
import lanegrad.loss.Gaussian;
import lanegrad.loss.Output;
import lanegrad.model.Ensemble;
import lanegrad.model.Inference;
import lanegrad.model.Json;
import lanegrad.model.Model;
import lanegrad.model.ModelFile;
import lanegrad.model.ModelSpec;
import lanegrad.model.Network;
import lanegrad.model.Prediction;
import lanegrad.model.Predictor;
import lanegrad.optim.Adam;
import lanegrad.optim.Sgd;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainEvent.EpochDone;
import lanegrad.train.TrainEvent.MemberBegun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleTest {
    private static final ModelSpec SPEC = ModelSpec.of(layers -> layers.dense(8).tanh());
    private static final DataSpec MOONS =
            new DataSpec(new Moons(200, 0.1)).validation(new Share(0.2)).test(new Share(0.2));
    private final Experiment moons = Experiment.of("moons", MOONS, SPEC)
            .seed(1)
            .train(new TrainSpec().epochs(4).batch(40).optimizer(new Adam(0.02)));

    private static Tensor random(int rows, int columns, long stream) {
        Tensor x = Tensor.zeros(Shape.of(rows, columns));
        Philox.normal(Philox.key(1, "x"), stream, x.data(), 0, x.count());
        return x;
    }

    private static List<Model> models(Output output, int inputs, int size, int members) {
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            models.add(new Model(SPEC.output(output), inputs, size, Ensemble.seed(7, i)));
        }
        return models;
    }

    @Test
    void predictsTheAverageOfItsMembersProbabilities() {
        List<Model> models = models(new Categorical(), 4, 3, 5);
        Tensor x = random(6, 4, 0);
        Tensor together = Ensemble.of(models).predict(x);
        for (int i = 0; i < together.count(); i++) {
            double sum = 0;
            for (Model model : models) {
                sum += model.predict(x).data()[i];
            }
            assertThat((double) together.data()[i]).isCloseTo(sum / 5, within(1e-6));
        }
        Inference inference = new Inference(Ensemble.of(models));
        System.arraycopy(x.data(), 0, inference.input(6).data(), 0, x.count());
        assertThat(inference.predict(6).data()).isEqualTo(together.data());
    }

    /** The average of the members' probabilities is what is scored: its cost is -log of that of the class. */
    @Test
    void costsTheNegativeLogarithmOfTheAverage() {
        Network network = Ensemble.of(models(new Categorical(), 4, 3, 5));
        Tensor x = random(3, 4, 0);
        Tape tape = new Tape();
        Var y = tape.input("y", Tensor.of(Shape.of(3, 1), 0, 1, 2));
        Tensor costs = network.joint().cost(network.z(tape.input("x", x)), y).value();
        for (int row = 0; row < 3; row++) {
            assertThat((double) costs.data()[row])
                    .isCloseTo(-Math.log(network.predict(x).data()[3 * row + row]), within(1e-6));
        }
    }

    /** Two normal distributions of variance 1 around m1 and m2: mean (m1 + m2) / 2, variance 1 + (m1 - m2)^2 / 4. */
    @Test
    void numbersAreDistributedAsAMixture() {
        Output two = Ensemble.of(models(new Gaussian(), 4, 1, 2))
                .joint()
                .heads()
                .getFirst()
                .output();
        Distribution mixture = two.distribution(new double[] {1, 4});
        assertThat(mixture.mean(0)).isCloseTo(2.5, within(1e-12));
        assertThat(mixture.deviation(0)).isCloseTo(Math.sqrt(1 + 9 / 4.0), within(1e-12));
    }

    @Test
    void oneModelIsItself() {
        List<Model> models = models(new Categorical(), 4, 3, 2);
        assertThat(Ensemble.of(models.subList(0, 1))).isSameAs(models.getFirst());
        assertThatThrownBy(() -> Ensemble.of(List.of())).hasMessage("ensemble: expected at least one model, got none");
        assertThatThrownBy(() -> Ensemble.of(List.of(
                        models.getFirst(), models(new Categorical(), 5, 3, 1).getFirst())))
                .hasMessageContaining("of one description", "[4]", "[5]");
    }

    @Test
    void theFirstMemberIsTheModelThatIsTrainedAlone() {
        Result alone = moons.start(Path.of(".")).fit(_ -> {});
        List<TrainEvent> events = new ArrayList<>();
        Result three =
                moons.train(moons.train().ensemble(3)).start(Path.of(".")).fit(events::add);

        List<Model> members = three.model().members();
        assertThat(members).hasSize(3);
        float[] first = first(members.get(0));
        assertThat(first).isEqualTo(first(alone.model()));
        assertThat(first(members.get(1))).isNotEqualTo(first).isNotEqualTo(first(members.get(2)));
        assertThat(three.epochs()).isEqualTo(12);
        assertThat(three.steps()).isEqualTo(3 * alone.steps());
        assertThat(three.bestEpochs()).hasSize(3).startsWith(alone.bestEpochs().getFirst());
        assertThat(events.stream().filter(EpochDone.class::isInstance)).hasSize(12);
        assertThat(events.stream().filter(MemberBegun.class::isInstance))
                .containsExactly(new MemberBegun(1, 3), new MemberBegun(2, 3), new MemberBegun(3, 3));
    }

    private static float[] first(Network network) {
        return network.parameters().getFirst().value().data();
    }

    @Test
    void whatIsStoppedHasTheMembersBegun() {
        Run run = moons.train(moons.train().ensemble(3)).start(Path.of("."));
        Result result = run.fit(event -> {
            if (event instanceof MemberBegun begun && begun.member() == 2) {
                run.stop();
            }
        });
        assertThat(result.model().members()).hasSize(2);
        assertThat(result.epochs()).isEqualTo(4);
    }

    @Test
    void aFileHoldsAllMembers(@TempDir Path folder) throws Exception {
        Result result =
                moons.train(moons.train().ensemble(3)).start(Path.of(".")).fit(_ -> {});
        Path file = folder.resolve("model.safetensors");
        new ModelFile(result.model(), result.features(), Json.read("{}", "")).write(file);
        byte[] bytes = Files.readAllBytes(file);
        ModelFile read = ModelFile.read(file);
        read.write(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        Tensor x = random(5, 2, 3);
        assertThat(read.model().predict(x).data())
                .isEqualTo(result.model().predict(x).data());

        var table = moons.start(Path.of(".")).split().test();
        List<Prediction> predictions = new Predictor(read.model(), read.features()).predict(table);
        float[] second = read.model()
                .predict(Tensor.of(
                        Shape.of(1, 2),
                        java.util.Arrays.copyOf(result.features().encode(table).inputs(), 2)))
                .data();
        assertThat(((Prediction.OfClass) predictions.getFirst()).probabilities()[1])
                .isEqualTo(second[0]);
    }

    /**
     * Models that share a part of their training data: what (5.52) says of the variance of M of them, from the variance
     * of one and the correlation of two, is the variance that is measured over 400 repetitions. For M = 8 the share is
     * then rho + (1 - rho) / 8.
     */
    @Test
    void theVarianceOfAnAverageIsTheLaws() {
        int repetitions = 400;
        int members = 8;
        double[][] predicted = new double[members][repetitions];
        double[] averages = new double[repetitions];
        Tensor at = Tensor.matrix(new float[] {0.8f});
        ModelSpec spec = ModelSpec.of(layers -> layers).output(new Gaussian());
        for (int repetition = 0; repetition < repetitions; repetition++) {
            Tensor x = random(16, 1, 1000 + repetition);
            Tensor shared = random(16, 1, 2000 + repetition);
            List<Model> models = new ArrayList<>();
            for (int member = 0; member < members; member++) {
                Tensor own = random(16, 1, 10_000 + (long) repetition * members + member);
                Tensor y = Tensor.zeros(Shape.of(16, 1));
                for (int row = 0; row < 16; row++) {
                    y.data()[row] = 2 * x.data()[row] + 0.5f * shared.data()[row] + 0.5f * own.data()[row];
                }
                Model model = new Model(spec, 1, 1, Ensemble.seed(repetition, member));
                Trainer trainer = new Trainer(model, new TrainSpec().optimizer(new Sgd(0.3, 0)));
                for (int step = 0; step < 60; step++) {
                    trainer.step(x, y);
                }
                models.add(model);
                predicted[member][repetition] = model.predict(at).item();
            }
            averages[repetition] = Ensemble.of(models).predict(at).item();
        }
        double variance = 0;
        double covariance = 0;
        for (int i = 0; i < members; i++) {
            variance += covariance(predicted[i], predicted[i]) / members;
            for (int j = 0; j < i; j++) {
                covariance += covariance(predicted[i], predicted[j]) / (members * (members - 1) / 2.0);
            }
        }
        double rho = covariance / variance;
        assertThat(rho).isCloseTo(0.5, within(0.1)); // half of the noise is shared
        double law = variance * (rho + (1 - rho) / members);
        assertThat(covariance(averages, averages)).isCloseTo(law, within(1e-4 * law));
        double half = variance * (0.5 + 0.5 / members); // with the rho that the experiment was made with
        assertThat(covariance(averages, averages)).isCloseTo(half, within(0.15 * half));
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = java.util.Arrays.stream(a).average().orElseThrow();
        double meanB = java.util.Arrays.stream(b).average().orElseThrow();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        return sum / a.length;
    }
}
