package lanegrad.nn.layer;

import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;

/** The same numbers as one vector: [h, w] -> [h w]. */
public record Flatten() implements LayerSpec {
    @Override
    public Shape shape(Shape in) {
        return Shape.of(in.count());
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        return (x, pass) -> x.reshape(Shape.of(x.shape().size(0), in.count()));
    }
}
