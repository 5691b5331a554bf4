package lanegrad.autodiff;

import lanegrad.tensor.Tensor;

/**
 * A named tensor of a model, learned or a statistic: it lives outside any tape and is updated in place; two are equal only
 * if the same.
 */
public final class Parameter {
    private final String name;
    private final Tensor value;
    private final Kind kind;

    /** What a parameter is to a layer; decay and penalties apply to weights only. */
    public enum Kind {
        /** Multiplies an input. */
        WEIGHT,
        /** Is added to a unit, or scales it. */
        BIAS,
        /** Follows the data instead of a gradient, such as a running mean. */
        STATISTIC
    }

    /** A parameter with its first value, which is not copied. */
    public Parameter(String name, Tensor value, Kind kind) {
        this.name = name;
        this.value = value;
        this.kind = kind;
    }

    /** The name, unique in its model, such as {@code 2.dense.weight}. */
    public String name() {
        return name;
    }

    /** The value, changed in place by training. */
    public Tensor value() {
        return value;
    }

    /** What it is to its layer. */
    public Kind kind() {
        return kind;
    }

    /** Whether it changes by its gradient. */
    public boolean isLearned() {
        return kind != Kind.STATISTIC;
    }

    @Override
    public String toString() {
        return name + " " + value.shape();
    }
}
