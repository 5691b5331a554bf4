package lanegrad.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lanegrad.data.Batches;
import lanegrad.data.Features;
import lanegrad.data.Schema;
import lanegrad.data.Table;
import lanegrad.data.toy.Spirals;
import lanegrad.loss.Categorical;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PredictorTest {
    private final Table table = new Spirals(515, 0.1).read(Path.of(""), Schema.guess(Map.of()), 3);
    private final Features features = Features.fit(table, List.of("y"));
    private final Model model = new Model(
            ModelSpec.of(layers -> layers.dense(5).tanh().dropout(0.1)).output(new Categorical()),
            features.width(),
            2,
            9);

    @Test
    void manyRowsAreTheModelsOwnPredictionsBitForBit() {
        Tensor x = Tensor.zeros(model.in().batchOf(table.rows()));
        Batches.inOrder(features.encodeInputs(table), table.rows()).fill(0, x.data(), new float[0]);
        float[] expected = model.predict(x).data();
        List<Prediction> predictions = new Predictor(model, features).predict(table);
        assertThat(predictions).hasSize(table.rows());
        for (int row = 0; row < table.rows(); row++) {
            float[] probabilities = ((Prediction.OfClass) predictions.get(row)).probabilities();
            for (int j = 0; j < probabilities.length; j++) {
                assertThat(probabilities[j]).isEqualTo(expected[row * probabilities.length + j]);
            }
        }
    }

    @Test
    void noRowsHaveNoPredictions() {
        Table none = table.select(IntStream.empty().toArray());
        assertThat(new Predictor(model, features).predict(none)).isEmpty();
    }
}
