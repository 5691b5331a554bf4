package lanegrad.nn.layer;

import lanegrad.nn.ActivationSpec;
import lanegrad.nn.Layer;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;

/** The logarithm of softmax, a_i = z_i - log sum_j exp(z_j), which never takes the logarithm of 0. */
public record LogSoftmax() implements ActivationSpec {
    @Override
    public Layer build(Shape in, Scope scope) {
        return (x, pass) -> x.logSoftmax();
    }
}
