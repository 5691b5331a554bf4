package lanegrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final Dataset DATA = new Dataset(
            5, 2, new float[] {0, 10, 1, 11, 2, 12, 3, 13, 4, 14}, 1, new float[] {100, 101, 102, 103, 104});

    @Test
    void theLastBatchIsShorter() {
        Batches batches = Batches.inOrder(DATA, 2);
        float[] x = new float[4];
        float[] y = new float[2];
        assertThat(batches.count()).isEqualTo(3);
        assertThat(batches.fill(1, x, y)).isEqualTo(2);
        assertThat(x).containsExactly(2, 12, 3, 13);
        assertThat(y).containsExactly(102, 103);
        assertThat(batches.fill(2, x, y)).isEqualTo(1);
        assertThat(x).as("the rest is left alone").containsExactly(4, 14, 3, 13);
        assertThat(y).containsExactly(104, 103);
    }

    @Test
    void theOrderIsAFunctionOfSeedAndEpoch() {
        Dataset data = new Dataset(50, 0, new float[0], 0, new float[0]);
        assertThat(order(Batches.shuffled(data, 8, 1, 0))).isEqualTo(order(Batches.shuffled(data, 8, 1, 0)));
        assertThat(order(Batches.shuffled(data, 8, 1, 0))).isEqualTo(order(Batches.shuffled(data, 16, 1, 0)));
        assertThat(order(Batches.shuffled(data, 8, 1, 0))).isNotEqualTo(order(Batches.shuffled(data, 8, 1, 1)));
        assertThat(order(Batches.shuffled(data, 8, 1, 0))).isNotEqualTo(order(Batches.shuffled(data, 8, 2, 0)));
        assertThat(order(Batches.shuffled(data, 8, 1, 0)))
                .containsExactlyInAnyOrderElementsOf(order(Batches.inOrder(data, 50)));
    }

    @Test
    void inputsAndTargetsStayTogether() {
        Batches batches = Batches.shuffled(DATA, 5, 3, 4);
        float[] x = new float[10];
        float[] y = new float[5];
        batches.fill(0, x, y);
        for (int i = 0; i < 5; i++) {
            int row = batches.row(0, i);
            assertThat(new float[] {x[2 * i], x[2 * i + 1], y[i]}).containsExactly(row, row + 10, row + 100);
        }
    }

    @Test
    void noRowsAreNoBatches() {
        assertThat(Batches.inOrder(new Dataset(0, 2, new float[0], 1, new float[0]), 4)
                        .count())
                .isZero();
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Batches.inOrder(DATA, 0))
                .withMessage("batch: the size must be at least 1, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dataset(2, 3, new float[5], 1, new float[2]))
                .withMessage("dataset: expected 2 x 3 inputs and 2 x 1 targets, but got 5 and 2 numbers");
    }

    private static List<Integer> order(Batches batches) {
        List<Integer> order = new ArrayList<>();
        for (int batch = 0; batch < batches.count(); batch++) {
            for (int i = 0; i < batches.rows(batch); i++) {
                order.add(batches.row(batch, i));
            }
        }
        return order;
    }
}
