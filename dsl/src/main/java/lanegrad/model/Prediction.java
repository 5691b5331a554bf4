package lanegrad.model;

import java.util.List;
import lanegrad.data.Target;
import lanegrad.loss.Distribution;
import org.jspecify.annotations.Nullable;

/** What is predicted for one row. */
public sealed interface Prediction {
    /**
     * A class.
     *
     * @param target the column that is predicted
     * @param label the most probable class
     * @param probabilities of all classes, in the order of the target's labels; scores, if the output has none
     */
    record OfClass(Target.Classes target, String label, float[] probabilities) implements Prediction {}

    /**
     * Numbers, one for each target, in the units of the data.
     *
     * @param targets the columns that are predicted
     * @param values the distribution's means, or medians
     * @param distribution how they are distributed, null if the output doesn't say
     */
    record OfNumbers(
            List<String> targets, double[] values, @Nullable Distribution distribution) implements Prediction {}

    /**
     * Several of these, where there are several heads, or columns of classes that are predicted together.
     *
     * @param parts the predictions in order, none of them several
     */
    record OfSeveral(List<Prediction> parts) implements Prediction {}

    /** The parts of this prediction, or this alone. */
    default List<Prediction> parts() {
        return List.of(this);
    }
}
