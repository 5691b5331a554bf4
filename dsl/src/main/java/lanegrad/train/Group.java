package lanegrad.train;

import java.util.List;
import lanegrad.autodiff.Parameter;

/**
 * Layers that learn at a pace of their own, or not at all.
 *
 * <pre>{@code
 * new Group("0", 0)           // freezes the first layer
 * new Group("2.residual", 0.1)
 * }</pre>
 *
 * @param layers the place of a layer, such as {@code 2} or {@code 2.residual.0.dense}; what is inside belongs to it
 * @param rate multiplies the learning rate; 0 freezes the layers
 * @param decay multiplies the decay of weights: the optimiser's own and the penalty {@code weights.l2}
 */
public record Group(String layers, double rate, double decay) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below 0
     */
    public Group {
        if (!(rate >= 0)) {
            throw new IllegalArgumentException("groups: rate must be at least 0, but is " + rate);
        }
        if (!(decay >= 0)) {
            throw new IllegalArgumentException("groups: decay must be at least 0, but is " + decay);
        }
    }

    /** With the same decay as the others. */
    public Group(String layers, double rate) {
        this(layers, rate, 1);
    }

    /** The first group that has a parameter; if none has, one with the pace of all. */
    static Group of(List<Group> groups, Parameter parameter) {
        return groups.stream().filter(group -> group.has(parameter)).findFirst().orElse(new Group("", 1));
    }

    /** Whether a parameter is of these layers. */
    boolean has(Parameter parameter) {
        return parameter.name().startsWith(layers + ".");
    }
}
