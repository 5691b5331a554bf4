package lanegrad.autodiff;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** Memory of a cleared tape, handed out again by shape, so that a loop of equal steps allocates its tensors once. */
final class Recycler {
    private final Map<Shape, ArrayDeque<Tensor>> free = new HashMap<>();

    Tensor take(Shape shape) {
        ArrayDeque<Tensor> fitting = free.get(shape);
        return fitting == null || fitting.isEmpty() ? Tensor.zeros(shape) : fitting.pop();
    }

    void give(Tensor tensor) {
        free.computeIfAbsent(tensor.shape(), _ -> new ArrayDeque<>()).push(tensor);
    }
}
