package lanegrad.model;

/** What is predicted for one row. */
public sealed interface Prediction {
    /**
     * A class.
     *
     * @param label the most probable class
     * @param probabilities of all classes, in the order of the target's labels
     */
    record OfClass(String label, float[] probabilities) implements Prediction {}

    /**
     * Numbers, one for each target, in the units of the data.
     *
     * @param values the distribution's means
     */
    record OfNumbers(double[] values) implements Prediction {}
}
