package lanegrad.train;

import java.util.List;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.data.Batches;
import lanegrad.data.Dataset;
import lanegrad.data.Features;
import lanegrad.data.Target;
import lanegrad.loss.Output;
import lanegrad.model.Model;
import lanegrad.nn.Pass;
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
    public static Scores of(Model model, Features features, Dataset data) {
        if (data.rows() == 0) {
            throw new IllegalArgumentException("evaluation: there are no rows to score on");
        }
        Tape tape = new Tape();
        Batches batches = Batches.inOrder(data, ROWS);
        Output output = model.output();
        double loss = 0;
        float[] means = new float[0];
        int width = 0;
        for (int batch = 0; batch < batches.count(); batch++) {
            int rows = batches.rows(batch);
            Tensor x = Tensor.zeros(Shape.of(rows, data.width()));
            Tensor y = Tensor.zeros(Shape.of(rows, data.targetWidth()));
            batches.fill(batch, x.data(), y.data());
            tape.clear();
            Var z = model.forward(tape.input("x", x), Pass.PREDICTION);
            for (float cost : output.cost(z, tape.input("y", y)).value().data()) {
                loss += cost;
            }
            Tensor mean = output.mean(z).value();
            if (batch == 0) {
                width = mean.shape().columns();
                means = new float[data.rows() * width];
            }
            System.arraycopy(mean.data(), 0, means, batch * ROWS * width, mean.count());
        }
        loss /= data.rows();
        return switch (output.target()) {
            case CLASSES -> classes(loss, means, width, data);
            case NUMBERS -> numbers(loss, means, features.targets(), data);
        };
    }

    private static Scores classes(double loss, float[] means, int width, Dataset data) {
        int[] actual = new int[data.rows()];
        for (int row = 0; row < actual.length; row++) {
            actual[row] = (int) data.targets()[row];
        }
        float[] probabilities = width == 1 ? Output.bothClasses(means) : means;
        var metrics = new ClassMetrics(probabilities, actual, Math.max(2, width));
        return new Scores(data.rows(), loss, metrics.metrics(), metrics.confusion());
    }

    private static Scores numbers(double loss, float[] means, List<Target> targets, Dataset data) {
        double[] predicted = new double[means.length];
        double[] actual = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            if (targets.get(i % targets.size()) instanceof Target.Quantity quantity) {
                predicted[i] = quantity.decode(means[i]);
                actual[i] = quantity.decode(data.targets()[i]);
            }
        }
        return new Scores(data.rows(), loss, NumberMetrics.of(predicted, actual, targets.size()), List.of());
    }
}
