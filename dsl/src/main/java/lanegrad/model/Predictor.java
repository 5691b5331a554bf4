package lanegrad.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.data.Batches;
import lanegrad.data.Dataset;
import lanegrad.data.Features;
import lanegrad.data.Table;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * Predicts for raw tables, with the statistics that the model was trained with.
 *
 * <pre>{@code
 * ModelFile file = ModelFile.read(Path.of("model.safetensors"));
 * List<Prediction> predictions = new Predictor(file.model(), file.features()).predict(table);
 * }</pre>
 *
 * @param model a model, or several
 * @param features how raw columns become its inputs
 */
public record Predictor(Network model, Features features) {
    private static final int ROWS = 512;

    /**
     * The predictions for all rows, in their order.
     *
     * @throws lanegrad.data.DataException if a column is absent or of another type
     */
    public List<Prediction> predict(Table table) {
        Dataset data = features.encodeInputs(table);
        Batches batches = Batches.inOrder(data, ROWS);
        List<Prediction> predictions = new ArrayList<>(data.rows());
        for (int batch = 0; batch < batches.count(); batch++) {
            Tensor x = Tensor.zeros(Shape.of(batches.rows(batch), data.width()));
            batches.fill(batch, x.data(), new float[0]);
            predictions.addAll(predict(x));
        }
        return predictions;
    }

    private List<Prediction> predict(Tensor x) {
        Var z = model.z(new Tape().input("x", x));
        List<Decoder> decoders = IntStream.range(0, model.joint().heads().size())
                .mapToObj(head -> new Decoder(model.joint(), head, z, features.targets()))
                .toList();
        return IntStream.range(0, x.shape().rows())
                .mapToObj(row -> joined(
                        decoders.stream().flatMap(head -> head.at(row).stream()).toList()))
                .toList();
    }

    private static Prediction joined(List<Prediction> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Prediction.OfSeveral(parts);
    }
}
