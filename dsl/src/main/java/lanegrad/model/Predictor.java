package lanegrad.model;

import java.util.List;
import lanegrad.data.Batches;
import lanegrad.data.Dataset;
import lanegrad.data.Features;
import lanegrad.data.Table;
import lanegrad.data.Target;
import lanegrad.loss.Output;
import lanegrad.tensor.Tensor;

/**
 * Predicts for raw tables, with the statistics that the model was trained with.
 *
 * <pre>{@code
 * ModelFile file = ModelFile.read(Path.of("model.safetensors"));
 * List<Prediction> predictions = new Predictor(file.model(), file.features()).predict(table);
 * }</pre>
 *
 * @param model the network
 * @param features how raw columns become its inputs
 */
public record Predictor(Model model, Features features) {
    private static final int ROWS = 512;

    /**
     * The predictions for all rows, in their order.
     *
     * @throws lanegrad.data.DataException if a column is absent or of another type
     */
    public List<Prediction> predict(Table table) {
        Dataset data = features.encodeInputs(table);
        Batches batches = Batches.inOrder(data, ROWS);
        Prediction[] predictions = new Prediction[data.rows()];
        Inference inference = new Inference(model);
        for (int batch = 0; batch < batches.count(); batch++) {
            int rows = batches.rows(batch);
            batches.fill(batch, inference.input(rows).data(), new float[0]);
            Tensor means = inference.predict(rows);
            for (int i = 0; i < rows; i++) {
                predictions[batch * ROWS + i] = decode(means, i);
            }
        }
        return List.of(predictions);
    }

    private Prediction decode(Tensor means, int row) {
        int width = means.shape().columns();
        float[] mean = java.util.Arrays.copyOfRange(means.data(), row * width, (row + 1) * width);
        if (features.targets().getFirst() instanceof Target.Classes classes) {
            float[] probabilities = width == 1 ? Output.bothClasses(mean) : mean;
            int largest = 0;
            for (int j = 1; j < probabilities.length; j++) {
                largest = probabilities[j] > probabilities[largest] ? j : largest;
            }
            return new Prediction.OfClass(classes.labels().get(largest), probabilities);
        }
        double[] numbers = new double[width];
        for (int j = 0; j < width; j++) {
            numbers[j] = ((Target.Quantity) features.targets().get(j)).decode(mean[j]);
        }
        return new Prediction.OfNumbers(numbers);
    }
}
