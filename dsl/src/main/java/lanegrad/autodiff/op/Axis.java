package lanegrad.autodiff.op;

import lanegrad.tensor.Shape;

/**
 * One axis of a shape with all before it and all after it taken together: element (o, i, j) is number
 * {@code (o * size + i) * inner + j}.
 */
record Axis(int outer, int size, int inner) {
    /**
     * An axis of a shape; below 0 it counts from the end.
     *
     * @throws lanegrad.tensor.ShapeException if the shape has no such axis
     */
    static Axis of(Shape shape, int axis) {
        int size = shape.size(axis);
        int at = axis < 0 ? shape.rank() + axis : axis;
        int outer = 1;
        for (int i = 0; i < at; i++) {
            outer *= shape.size(i);
        }
        int inner = 1;
        for (int i = at + 1; i < shape.rank(); i++) {
            inner *= shape.size(i);
        }
        return new Axis(outer, size, inner);
    }

    /** The number of the element (o, i, 0). */
    int at(int o, int i) {
        return (o * size + i) * inner;
    }
}
