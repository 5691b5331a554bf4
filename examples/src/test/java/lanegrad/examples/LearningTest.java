package lanegrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import lanegrad.kernels.Tiles;
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

    @Test
    void theSameSeedEndsWithTheSameBits() {
        float[] once = train("xor", 5).model().parameters().getFirst().value().data();
        assertThat(train("xor", 5).model().parameters().getFirst().value().data())
                .isEqualTo(once);
    }

    private static Result train(String name, long seed) {
        return Tiles.with(
                2, () -> Spellings.yaml(name).seed(seed).start(Path.of("yaml")).fit(_ -> {}));
    }

    private static double testAccuracy(Result result) {
        return Objects.requireNonNull(result.test()).metrics().get("accuracy");
    }
}
