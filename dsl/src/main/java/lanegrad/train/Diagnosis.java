package lanegrad.train;

import java.util.List;

/**
 * How healthy a model is in training: whether gradients vanish or explode over depth, units are saturated or dead, and
 * steps are too small or too large (Liquet, Moka, Nazarathy, section 5.4).
 *
 * @param epoch the epoch after which it is made
 * @param layers in the order in which they compute
 * @param parameters those that are learned, in the order of the layers
 */
public record Diagnosis(int epoch, List<OfLayer> layers, List<OfParameter> parameters) {
    /**
     * A layer's outputs for some rows.
     *
     * @param layer its place, such as {@code 2.residual.0.dense}
     * @param activation the root of the mean square of its outputs
     * @param gradient the norm of the cost's gradient by its outputs
     * @param saturated the share of outputs at which its function's slope is below 0.01; not a number if it has none
     * @param dead the share of units whose slope is 0 for all of the rows; not a number if it has no function
     */
    public record OfLayer(String layer, double activation, double gradient, double saturated, double dead) {}

    /**
     * A parameter.
     *
     * @param name such as {@code 2.dense.weight}
     * @param norm its norm
     * @param gradient the norm of the cost's gradient by it
     * @param update the norm of its change over its own, the mean over the steps of an epoch; not a number before any
     */
    public record OfParameter(String name, double norm, double gradient, double update) {}
}
