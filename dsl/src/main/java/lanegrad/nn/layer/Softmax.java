package lanegrad.nn.layer;

import lanegrad.nn.ActivationSpec;
import lanegrad.nn.Layer;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;

/** Softmax of the units of each example, as a hidden layer (Goodfellow et al., section 6.3.1): a_i = exp(z_i) / sum_j exp(z_j). */
public record Softmax() implements ActivationSpec {
    @Override
    public Layer build(Shape in, Scope scope) {
        return (x, pass) -> x.softmax();
    }
}
