package lanegrad.autodiff;

import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** One line of a {@link Tape}: a value from outside, or an operation on earlier ones. */
sealed interface Entry {
    /** The shape of its value. */
    Shape shape();

    /** The entries it is computed from. */
    int[] inputs();

    /** Who may write to a leaf's tensor between two runs. */
    enum Role {
        /** Its owner; a session has a tensor of its own. */
        INPUT,
        /** Its owner; all sessions share it. */
        SHARED,
        /** Nobody. */
        CONSTANT
    }

    /** A value from outside. */
    record Leaf(String name, Tensor value, Role role) implements Entry {
        @Override
        public Shape shape() {
            return value.shape();
        }

        @Override
        public int[] inputs() {
            return new int[0];
        }
    }

    /** An operation on earlier entries, under the label of the layer that recorded it; no value if only recorded. */
    record Applied(
            Op op,
            int[] inputs,
            String label,
            Shape shape,
            @Nullable Tensor value) implements Entry {}
}
