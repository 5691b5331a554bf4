package lanegrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import lanegrad.kernels.Tiles;
import lanegrad.loss.Gaussian;
import lanegrad.loss.Gaussian.Variance;
import lanegrad.model.ModelSpec;
import lanegrad.train.Experiment;
import lanegrad.train.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the examples promise to learn, they learn. */
class LearningTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void digitsAreReadAsPromised(long seed) {
        assertThat(testAccuracy(train("digits", seed))).isGreaterThanOrEqualTo(0.97);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void spiralsAreToldApart(long seed) {
        assertThat(testAccuracy(train("spirals", seed))).isGreaterThanOrEqualTo(0.98);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void xorIsLearnedInAllFourRows(long seed) {
        Result result = train("xor", seed);
        assertThat(result.train().rows()).isEqualTo(4);
        assertThat(result.train().metrics()).containsEntry("accuracy", 1.0);
    }

    /** Where several y belong to one x, a mixture's held-out cost is lower than that of one Gaussian for each row. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void theInverseHasSeveralAnswers(long seed) {
        Experiment mixture = Spellings.yaml("inverse").seed(seed);
        ModelSpec one = new ModelSpec(mixture.model(), new Gaussian(Variance.PER_ROW));
        Experiment gaussian =
                Experiment.of("inverse", mixture.data(), one).seed(seed).train(mixture.train());
        assertThat(testLoss(gaussian) - testLoss(mixture)).isGreaterThan(0.5);
    }

    @Test
    void theSameSeedEndsWithTheSameBits() {
        float[] once = train("xor", 5).model().parameters().getFirst().value().data();
        assertThat(train("xor", 5).model().parameters().getFirst().value().data())
                .isEqualTo(once);
    }

    private static Result train(String name, long seed) {
        return train(Spellings.yaml(name).seed(seed));
    }

    private static Result train(Experiment experiment) {
        return Tiles.with(2, () -> experiment.start(Path.of("yaml")).fit(_ -> {}));
    }

    private static double testLoss(Experiment experiment) {
        return Objects.requireNonNull(train(experiment).test()).loss();
    }

    private static double testAccuracy(Result result) {
        return Objects.requireNonNull(result.test()).metrics().get("accuracy");
    }
}
