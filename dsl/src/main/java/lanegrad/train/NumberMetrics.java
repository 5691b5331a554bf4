package lanegrad.train;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Root mean squared error, mean absolute error and R^2, in the units of the data; over several targets, all together. */
final class NumberMetrics {
    private NumberMetrics() {}

    /**
     * The metrics of some rows.
     *
     * @param predicted [rows, targets]
     * @param actual [rows, targets]
     */
    static SequencedMap<String, Double> of(double[] predicted, double[] actual, int targets) {
        double[] means = new double[targets];
        for (int i = 0; i < actual.length; i++) {
            means[i % targets] += actual[i] * targets / actual.length;
        }
        double squares = 0;
        double distances = 0;
        double spread = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = actual[i] - predicted[i];
            squares += error * error;
            distances += Math.abs(error);
            spread += (actual[i] - means[i % targets]) * (actual[i] - means[i % targets]);
        }
        SequencedMap<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("rmse", Math.sqrt(squares / actual.length));
        metrics.put("mae", distances / actual.length);
        metrics.put("r2", 1 - squares / spread);
        return metrics;
    }
}
