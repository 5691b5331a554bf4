package lanegrad.autodiff;

import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** Where a value of a program lies. */
sealed interface Place {
    /** The value's shape. */
    Shape shape();

    /** Where its elements lie, whatever their shape there. */
    default Place origin() {
        return this instanceof View view ? view.of().origin() : this;
    }

    /** In memory that each session has for itself; values of one size whose lives don't meet share it. */
    record Buffer(int number, Shape shape) implements Place {}

    /** In a tensor that is fed from outside; sessions have one of their own. */
    record Input(String name, Tensor tensor) implements Place {
        @Override
        public Shape shape() {
            return tensor.shape();
        }
    }

    /** In a tensor that all sessions share: a parameter, or what never changes. */
    record Shared(Tensor tensor) implements Place {
        @Override
        public Shape shape() {
            return tensor.shape();
        }
    }

    /** Where another value lies, which has the same elements in another shape. */
    record View(Place of, Shape shape) implements Place {}
}
