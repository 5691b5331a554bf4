package lanegrad.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lanegrad.data.Target;
import lanegrad.loss.Distribution;
import lanegrad.loss.Head;
import lanegrad.loss.Joint;
import lanegrad.loss.Output;
import lanegrad.loss.Variable;
import lanegrad.tensor.Tensor;

/** Gathers what one head predicts, batch by batch, and scores it; rows whose targets are missing don't count. */
final class HeadScores {
    private static final double CENTRAL = 0.9;

    private final Joint joint;
    private final Head head;
    private final int[] columns;
    private final int most;
    private double cost;
    private int rows;
    private int width;
    private float[] predicted = new float[0];
    private final float[] actual;
    private int central;

    /** For at most so many rows. */
    HeadScores(Joint joint, int index, int most) {
        this.joint = joint;
        this.most = most;
        head = joint.heads().get(index);
        columns = joint.columns(index);
        actual = new float[most * columns.length];
    }

    /** Adds a batch: its targets, and each row's cost, prediction, and what the head makes these of. */
    void add(Tensor y, Tensor cost, Tensor mean, Tensor z) {
        float[] costs = cost.data();
        float[] means = mean.data();
        float[] parameters = z.data();
        width = means.length / costs.length;
        predicted = rows == 0 ? new float[most * width] : predicted;
        for (int i = 0; i < costs.length; i++) {
            float[] targets = row(y, i);
            if (targets.length > 0) {
                this.cost += costs[i];
                System.arraycopy(means, i * width, predicted, rows * width, width);
                System.arraycopy(targets, 0, actual, rows * targets.length, targets.length);
                rows++;
                if (scoresSpread()) {
                    int count = parameters.length / costs.length;
                    countCentral(Arrays.copyOfRange(parameters, i * count, (i + 1) * count), targets);
                }
            }
        }
    }

    /** The head's targets in a row, none if one is missing. */
    private float[] row(Tensor y, int row) {
        int stride = y.shape().columns();
        int targets = joint.targets().size();
        float[] data = y.data();
        float[] own = new float[columns.length];
        for (int j = 0; j < own.length; j++) {
            if (stride > targets && data[row * stride + targets + columns[j]] == 0) {
                return new float[0];
            }
            own[j] = data[row * stride + columns[j]];
        }
        return own;
    }

    private void countCentral(float[] parameters, float[] targets) {
        double[] z = new double[parameters.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = parameters[i];
        }
        Distribution distribution = head.output().distribution(z);
        for (int j = 0; distribution != null && j < targets.length; j++) {
            central += distribution.isCentral(j, targets[j], CENTRAL) ? 1 : 0;
        }
    }

    /** The sum of the costs. */
    double cost() {
        return cost;
    }

    /** The names of the metrics. */
    List<String> names() {
        if (!isNumbers()) {
            return head.targets().stream()
                    .flatMap(target -> List.of("accuracy", "auc", "f1").stream().map(name -> prefix(target) + name))
                    .toList();
        }
        List<String> names = scoresSpread() ? List.of("rmse", "mae", "r2", "coverage") : List.of("rmse", "mae", "r2");
        return names.stream().map(name -> prefix() + name).toList();
    }

    /** The metrics in the units of the data, as it was encoded for these targets. */
    SequencedMap<String, Double> metrics(List<Target> targets) {
        SequencedMap<String, Double> metrics = new LinkedHashMap<>();
        if (isNumbers()) {
            double[] said = decoded(predicted, width, targets);
            double[] was = decoded(actual, columns.length, targets);
            NumberMetrics.of(said, was, columns.length).forEach((name, value) -> metrics.put(prefix() + name, value));
            if (scoresSpread()) {
                metrics.put(prefix() + "coverage", (double) central / was.length);
            }
        } else {
            for (int j = 0; j < columns.length; j++) {
                String prefix = prefix(head.targets().get(j));
                classes(j).metrics().forEach((name, value) -> metrics.put(prefix + name, value));
            }
        }
        return metrics;
    }

    /** Rows counted by actual class, then predicted class; none unless one column of classes is all. */
    List<List<Integer>> confusion() {
        return isNumbers() || joint.targets().size() > 1
                ? List.of()
                : classes(0).confusion();
    }

    private ClassMetrics classes(int target) {
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++) {
            classes[row] = (int) actual[row * columns.length + target];
        }
        int count = head.targets().get(target).classes();
        float[] probabilities = Arrays.copyOf(predicted, rows * width);
        if (width == columns.length) { // that of the second of two classes, for each target
            float[] second = new float[rows];
            for (int row = 0; row < rows; row++) {
                second[row] = predicted[row * width + target];
            }
            probabilities = Output.bothClasses(second);
        }
        return new ClassMetrics(probabilities, classes, count);
    }

    private double[] decoded(float[] encoded, int stride, List<Target> targets) {
        double[] decoded = new double[rows * stride];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = ((Target.Quantity) targets.get(columns[i % stride])).decode(encoded[i]);
        }
        return decoded;
    }

    private boolean isNumbers() {
        return Output.allNumbers(head.targets());
    }

    private boolean scoresSpread() {
        return isNumbers() && head.output().learnsSpread();
    }

    private String prefix() {
        return joint.heads().size() == 1 ? "" : head.name() + ".";
    }

    private String prefix(Variable target) {
        return joint.targets().size() == 1 ? "" : target.name() + ".";
    }
}
