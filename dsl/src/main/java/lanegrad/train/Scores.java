package lanegrad.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lanegrad.loss.Output;

/**
 * How a model does on some rows.
 *
 * @param rows how many
 * @param loss the mean negative log-likelihood in nats
 * @param metrics by name: accuracy, auc, f1 for classes; rmse, mae, r2 for numbers
 * @param confusion for classes, rows counted by actual class, then predicted class; empty for numbers
 */
public record Scores(int rows, double loss, SequencedMap<String, Double> metrics, List<List<Integer>> confusion) {
    /** The loss and the metrics in one map. */
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("loss", loss);
        numbers.putAll(metrics);
        return numbers;
    }

    /** The names of {@link #numbers()} for what is predicted. */
    static List<String> names(Output.Target target) {
        return switch (target) {
            case CLASSES -> List.of("loss", "accuracy", "auc", "f1");
            case NUMBERS -> List.of("loss", "rmse", "mae", "r2");
        };
    }

    /** Whether a larger value of a metric is better; by its last name, so that {@code validation.accuracy} will do. */
    public static boolean largerIsBetter(String metric) {
        return switch (metric.substring(metric.lastIndexOf('.') + 1)) {
            case "accuracy", "auc", "f1", "r2" -> true;
            default -> false;
        };
    }
}
