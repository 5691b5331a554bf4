package lanegrad.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lanegrad.loss.Joint;

/**
 * How a model does on some rows.
 *
 * @param rows how many
 * @param loss the mean negative log-likelihood in nats
 * @param metrics by name: accuracy, auc, f1 for classes; rmse, mae, r2 for numbers, and where their spread is learned, coverage,
 *     the share of them in the central 90 %; with several heads after the target's name, as in {@code price.rmse}
 * @param confusion for one column of classes, rows counted by actual class, then predicted class; empty for others
 */
public record Scores(int rows, double loss, SequencedMap<String, Double> metrics, List<List<Integer>> confusion) {
    /** The loss and the metrics in one map. */
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("loss", loss);
        numbers.putAll(metrics);
        return numbers;
    }

    /** The names of {@link #numbers()} for what some heads predict. */
    static List<String> names(Joint joint) {
        List<String> names = new ArrayList<>(List.of("loss"));
        for (int head = 0; head < joint.heads().size(); head++) {
            names.addAll(new HeadScores(joint, head, 0).names());
        }
        return names;
    }

    /** Whether a larger value of a metric is better; by its last name, so that {@code validation.accuracy} will do. */
    public static boolean largerIsBetter(String metric) {
        return switch (metric.substring(metric.lastIndexOf('.') + 1)) {
            case "accuracy", "auc", "f1", "r2", "coverage" -> true;
            default -> false;
        };
    }
}
