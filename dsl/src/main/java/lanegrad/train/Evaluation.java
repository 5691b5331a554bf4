package lanegrad.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import lanegrad.autodiff.Program;
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

    /** The values of each head. */
    private static final int VALUES = 3;

    /** A forward pass of so many rows. */
    private record Forward(Tensor x, Tensor y, Program program) {
        int rows() {
            return x.shape().rows();
        }
    }

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
        Batches batches = Batches.inOrder(data, ROWS);
        Forward pass = null;
        for (int batch = 0; batch < batches.count(); batch++) {
            if (pass == null || pass.rows() != batches.rows(batch)) {
                pass = pass(model, batches.rows(batch), data);
            }
            batches.fill(batch, pass.x.data(), pass.y.data());
            pass.program.run();
            for (int head = 0; head < heads.size(); head++) {
                int first = VALUES * head;
                heads.get(head)
                        .add(
                                pass.y,
                                pass.program.value(first),
                                pass.program.value(first + 1),
                                pass.program.value(first + 2));
            }
        }
        double loss = 0;
        SequencedMap<String, Double> metrics = new LinkedHashMap<>();
        for (HeadScores head : heads) {
            loss += head.cost() / data.rows();
            metrics.putAll(head.metrics(features.targets()));
        }
        return new Scores(data.rows(), loss, metrics, heads.getFirst().confusion());
    }

    /** Of each head the costs, the predictions and what these are made of. */
    private static Forward pass(Network model, int rows, Dataset data) {
        Tensor x = Tensor.zeros(Shape.of(rows, data.width()));
        Tensor y = Tensor.zeros(Shape.of(rows, data.targetWidth()));
        Tape tape = Tape.recording();
        Var z = model.z(tape.input("x", x));
        Var targets = tape.input("y", y);
        Joint joint = model.joint();
        List<Var> values = new ArrayList<>();
        for (int head = 0; head < joint.heads().size(); head++) {
            values.addAll(List.of(joint.cost(head, z, targets), joint.mean(head, z), joint.z(head, z)));
        }
        return new Forward(x, y, Program.of(values.toArray(Var[]::new)));
    }
}
