package lanegrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowWeightsTest {
    private final Table table = new Table(
            "pets",
            List.of(
                    new Column.Numeric("importance", 1, 3, 2, 2),
                    new Column.Numeric("size", 1, Double.NaN, 3, 4),
                    new Column.Categorical("kind", Arrays.asList("cat", "cat", "cat", "dog"))));

    @Test
    void byColumnWithMeanOne() {
        assertThat(new RowWeights.ByColumn("importance").of(table, List.of("kind")))
                .containsExactly(0.5f, 1.5f, 1, 1);
        assertThatThrownBy(() -> new RowWeights.ByColumn("size").of(table, List.of("kind")))
                .hasMessage("pets, row 2: the weight 'size' is missing; expected a number of at least 0");
    }

    @Test
    void byClass() {
        assertThat(new RowWeights.ByClass(Map.of("dog", 5.0)).of(table, List.of("kind")))
                .containsExactly(0.5f, 0.5f, 0.5f, 2.5f);
        assertThatThrownBy(() -> new RowWeights.ByClass(Map.of("dgo", 5.0)).of(table, List.of("kind")))
                .hasMessage("pets: weights: there is no class 'dgo'; expected one of 'cat', 'dog'");
        assertThatThrownBy(() -> new RowWeights.Balanced().of(table, List.of("size")))
                .hasMessage("pets: weights by class need one target that is a class, but the targets are 'size'");
    }

    /** rows / (classes x rows of the class). */
    @Test
    void balanced() {
        assertThat(new RowWeights.Balanced().of(table, List.of("kind"))).containsExactly(4 / 6f, 4 / 6f, 4 / 6f, 2);
    }

    /** Both targets first, then the weight of each. */
    @Test
    void missingTargetsWeighNothing() {
        Features features = Features.fit(table, List.of("size", "kind"));
        Dataset data = features.encode(table, new float[] {1, 2, 1, 1});
        assertThat(data.targetWidth()).isEqualTo(4);
        assertThat(Arrays.copyOfRange(data.targets(), 4, 8)).containsExactly(0, 0, 0, 2);
        assertThat(features.encode(table.select(0, 2)).targetWidth()).isEqualTo(2);
    }
}
