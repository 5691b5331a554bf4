package lanegrad.loss;

import java.util.List;

/**
 * One output over some of the target columns: its share of the last layer.
 *
 * @param output the distribution
 * @param targets the columns that it is over
 */
public record Head(Output output, List<Variable> targets) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the distribution isn't over such targets
     */
    public Head {
        targets = List.copyOf(targets);
        output.units(output.size(targets));
    }

    /** The number of classes, or of numbers. */
    public int size() {
        return output.size(targets);
    }

    /** The number of outputs of the last layer that are its own. */
    public int units() {
        return output.units(size());
    }

    /** The number of parameters of its own that don't depend on the input. */
    public int free() {
        return output.free(size());
    }

    /** Whether it predicts how its numbers are distributed. */
    public boolean hasDistribution() {
        return output.distribution(new double[units() + free()]) != null;
    }

    /** Whether it predicts classes, each with a probability. */
    public boolean hasProbabilities() {
        return !Output.allNumbers(targets) && output.hasProbabilities();
    }

    /** The target columns' names, with commas between them. */
    public String name() {
        return String.join(", ", targets.stream().map(Variable::name).toList());
    }
}
