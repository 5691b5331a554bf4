package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
    /** By hand: of 4 positive-negative pairs, 2 are in order, one is tied and one is not: (2 + 1/2) / 4. */
    @Test
    void twoClasses() {
        float[] probabilities = {0.6f, 0.4f, 0.2f, 0.8f, 0.6f, 0.4f, 0.1f, 0.9f};
        ClassMetrics metrics = new ClassMetrics(probabilities, new int[] {0, 0, 1, 1}, 2);
        assertThat(metrics.metrics())
                .containsExactly(entry("accuracy", 0.5), entry("auc", 2.5 / 4), entry("f1", 2.0 / 4));
        assertThat(metrics.confusion()).containsExactly(List.of(1, 1), List.of(1, 1));
    }

    @Test
    void threeClassesAreAveraged() {
        float[] probabilities = {0.8f, 0.1f, 0.1f, 0.2f, 0.7f, 0.1f, 0.1f, 0.5f, 0.4f, 0.2f, 0.2f, 0.6f};
        Map<String, Double> metrics = new ClassMetrics(probabilities, new int[] {0, 1, 2, 2}, 3).metrics();
        assertThat(metrics).containsEntry("accuracy", 0.75).containsEntry("auc", 1.0);
        assertThat(metrics.get("f1")).isCloseTo((1 + 2.0 / 3 + 2.0 / 3) / 3, within(1e-12));
    }

    @Test
    void aucOfOneClassAloneIsNoNumber() {
        float[] probabilities = {0.6f, 0.4f, 0.2f, 0.8f};
        assertThat(new ClassMetrics(probabilities, new int[] {0, 0}, 2)
                        .metrics()
                        .get("auc"))
                .isNaN();
    }

    @Test
    void numbersByHand() {
        double[] actual = {1, 2, 3, 6};
        double[] predicted = {1, 2, 5, 6};
        assertThat(NumberMetrics.of(predicted, actual, 1))
                .containsExactly(entry("rmse", 1.0), entry("mae", 0.5), entry("r2", 1 - 4.0 / 14));
    }
}
