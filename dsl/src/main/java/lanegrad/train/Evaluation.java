package lanegrad.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.data.Batches;
import lanegrad.data.Dataset;
import lanegrad.data.Features;
import lanegrad.loss.Joint;
import lanegrad.model.Network;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** Scores a model on rows whose targets are known. */
public final class Evaluation {
    /** The rows of one forward pass; a constant, so that scores don't depend on the machine. */
    private static final int ROWS = 512;

    private Evaluation() {}

    /**
     * The mean cost and the metrics, in the units of the data.
     *
     * @throws IllegalArgumentException if there are no rows
     */
    public static Scores of(Network model, Features features, Dataset data) {
        if (data.rows() == 0) {
            throw new IllegalArgumentException("evaluation: there are no rows to score on");
        }
        Joint joint = model.joint();
        List<HeadScores> heads = IntStream.range(0, joint.heads().size())
                .mapToObj(head -> new HeadScores(joint, head, data.rows()))
                .toList();
        Tape tape = new Tape();
        Batches batches = Batches.inOrder(data, ROWS);
        for (int batch = 0; batch < batches.count(); batch++) {
            int rows = batches.rows(batch);
            Tensor x = Tensor.zeros(Shape.of(rows, data.width()));
            Tensor y = Tensor.zeros(Shape.of(rows, data.targetWidth()));
            batches.fill(batch, x.data(), y.data());
            tape.clear();
            Var z = model.z(tape.input("x", x));
            Var targets = tape.input("y", y);
            heads.forEach(head -> head.add(z, targets));
        }
        double loss = 0;
        SequencedMap<String, Double> metrics = new LinkedHashMap<>();
        for (HeadScores head : heads) {
            loss += head.cost() / data.rows();
            metrics.putAll(head.metrics(features.targets()));
        }
        return new Scores(data.rows(), loss, metrics, heads.getFirst().confusion());
    }
}
