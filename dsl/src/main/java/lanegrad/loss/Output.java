package lanegrad.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import org.jspecify.annotations.Nullable;

/**
 * A distribution whose parameters the network predicts: how many it has, its negative log-likelihood, its prediction.
 *
 * <p>The parameters are z: the network's last layer, which is affine with {@link #units} outputs, and then {@link #free}
 * parameters that are the same for all rows. (Goodfellow et al., section 6.3.2 and (6.8): the cost is the negative
 * log-likelihood of the output distribution, whose parameters are a function of the input.)
 */
public interface Output {
    /** How a target column is seen by the network. */
    enum Target {
        /** A class, as its index. */
        CLASSES,
        /** A number, standardised. */
        NUMBERS,
        /** A number as it is in the data, such as a count or a probability; {@link #misses} refuses others. */
        RAW
    }

    /**
     * The number of outputs of the last layer.
     *
     * @param size the number of classes, or of numbers
     * @throws IllegalArgumentException if this distribution can't have that size
     */
    int units(int size);

    /** The number of parameters that don't depend on the input; they start at 0. */
    default int free(int size) {
        return 0;
    }

    /** What this distribution is over. */
    Target target();

    /** The cost of each row, a negative log-likelihood in nats: z [m, units + free], y [m, targets] -> [m, 1]. */
    Var cost(Var z, Var y);

    /** The prediction for each row: the probabilities of classes (or their scores), or a number for each target. */
    Var mean(Var z);

    /** The distribution of the numbers of one row, given its z; null if classes are predicted, or no spread is. */
    default @Nullable Distribution distribution(double[] z) {
        return null;
    }

    /** The classes predicted for one row, given its z; null if they follow from the probabilities of each. */
    default int @Nullable [] classes(double[] z) {
        return null;
    }

    /** Whether what is predicted of classes are probabilities, not scores. */
    default boolean hasProbabilities() {
        return true;
    }

    /** Whether how far numbers spread is learned, so that it is worth scoring. */
    default boolean learnsSpread() {
        return false;
    }

    /** What a number has to be to be a target, such as {@code a count}, if this one isn't; null if it is. */
    default @Nullable String misses(double y) {
        return null;
    }

    /** How target columns must be read; those left out are read as the data suggests. */
    default SequencedMap<String, Target> wants(List<String> columns) {
        SequencedMap<String, Target> wants = new LinkedHashMap<>();
        columns.forEach(column -> wants.put(column, target()));
        return wants;
    }

    /**
     * The number of classes, or of numbers, in these targets.
     *
     * @throws IllegalArgumentException if this distribution isn't over such targets
     */
    default int size(List<Variable> targets) {
        boolean classes = target() == Target.CLASSES;
        if (classes ? targets.size() != 1 || targets.getFirst().isNumber() : !allNumbers(targets)) {
            throw new IllegalArgumentException(
                    "output %s is for %s, but the targets are %s; name one output for each by heads"
                            .formatted(name(), classes ? "one column of classes" : "numbers", targets));
        }
        return classes ? targets.getFirst().classes() : targets.size();
    }

    /** The heads that predict these targets: one, unless this is several outputs. */
    default List<Head> heads(List<Variable> targets) {
        return List.of(new Head(this, targets));
    }

    /** The output that this one stands for, given what is to be predicted; all but {@link Auto} stand for themselves. */
    default Output resolve(List<Variable> targets) {
        return this;
    }

    /** The name in messages, such as {@code gaussian}. */
    default String name() {
        return Op.kebab(getClass().getSimpleName());
    }

    /** Unnamed targets of a size, for models without data. */
    default List<Variable> unnamed(int size) {
        if (target() == Target.CLASSES) {
            return List.of(new Variable("class", size));
        }
        List<Variable> numbers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            numbers.add(Variable.number("number " + i));
        }
        return numbers;
    }

    /** Whether all targets are numbers. */
    static boolean allNumbers(List<Variable> targets) {
        return targets.stream().allMatch(Variable::isNumber);
    }

    /** The probabilities of both classes, given that of the second: [rows] -> [rows, 2]. */
    static float[] bothClasses(float[] second) {
        float[] both = new float[2 * second.length];
        for (int row = 0; row < second.length; row++) {
            both[2 * row] = 1 - second[row];
            both[2 * row + 1] = second[row];
        }
        return both;
    }
}
