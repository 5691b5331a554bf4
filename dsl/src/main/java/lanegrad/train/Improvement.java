package lanegrad.train;

/** Whether a metric got better, in the direction in which it counts. */
final class Improvement {
    private Improvement() {}

    /** Not a number improves nothing, and anything improves on not a number. */
    static boolean of(String metric, double value, double best) {
        if (Double.isNaN(value)) {
            return false;
        }
        return Double.isNaN(best) || (Scores.largerIsBetter(metric) ? value > best : value < best);
    }
}
