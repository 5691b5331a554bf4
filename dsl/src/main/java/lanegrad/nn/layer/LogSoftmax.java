package lanegrad.nn.layer;

import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;

/** The logarithm of softmax, a_i = z_i - log sum_j exp(z_j), which never takes the logarithm of 0. */
public record LogSoftmax() implements LayerSpec {
    @Override
    public Shape shape(Shape in) {
        return in;
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        return (x, pass) -> x.logSoftmax();
    }
}
