package lanegrad.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanegrad.autodiff.Program;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.data.Batches;
import lanegrad.data.Dataset;
import lanegrad.data.Features;
import lanegrad.data.Table;
import lanegrad.loss.Joint;
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
        Decoding decoding = decoding(Math.min(ROWS, data.rows()));
        for (int batch = 0; batch < batches.count(); batch++) {
            int rows = batches.rows(batch);
            decoding = rows == decoding.rows() ? decoding : decoding(rows);
            batches.fill(batch, decoding.x().data(), new float[0]);
            decoding.program().run();
            for (int row = 0; row < rows; row++) {
                predictions.add(decoding.at(row));
            }
        }
        return predictions;
    }

    /** The program for a number of rows, and what its outputs say in the units of the data. */
    private record Decoding(Tensor x, Program program, List<Decoder> heads) {
        int rows() {
            return x.shape().rows();
        }

        Prediction at(int row) {
            List<Prediction> parts =
                    heads.stream().flatMap(head -> head.at(row).stream()).toList();
            return parts.size() == 1 ? parts.getFirst() : new Prediction.OfSeveral(parts);
        }
    }

    private Decoding decoding(int rows) {
        Joint joint = model.joint();
        Tensor x = Tensor.zeros(model.in().batchOf(rows));
        Var z = model.z(Tape.recording().input("x", x));
        int heads = joint.heads().size();
        Var[] outputs = IntStream.range(0, heads)
                .boxed()
                .flatMap(head -> Stream.of(joint.z(head, z), joint.mean(head, z)))
                .toArray(Var[]::new);
        Program program = Program.of(outputs);
        return new Decoding(
                x,
                program,
                IntStream.range(0, heads)
                        .mapToObj(head -> new Decoder(
                                joint, head, program.value(2 * head), program.value(2 * head + 1), features.targets()))
                        .toList());
    }
}
