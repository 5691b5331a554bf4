package lanegrad.autodiff.op;

import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/** Shapes of square matrices, one or several: [.., n, n]. */
final class Square {
    private Square() {}

    /**
     * The n of [.., n, n].
     *
     * @throws ShapeException if the shape isn't one
     */
    static int size(Shape shape) {
        if (shape.rank() < 2 || shape.size(-1) != shape.size(-2)) {
            throw new ShapeException("expected square matrices [.., n, n], got " + shape);
        }
        return shape.size(-1);
    }
}
