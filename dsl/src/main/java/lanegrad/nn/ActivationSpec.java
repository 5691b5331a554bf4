package lanegrad.nn;

import lanegrad.tensor.Shape;

/** A layer that changes numbers and not their shape, such as {@code relu}: it stands by itself, or ends a dense layer. */
public interface ActivationSpec extends LayerSpec {
    @Override
    default Shape shape(Shape in) {
        return in;
    }
}
