package lanegrad.optim;

import java.util.Arrays;
import java.util.List;
import lanegrad.tensor.Tensor;

/** A limit on gradients that grow too large (Liquet, Moka, Nazarathy, section 5.4). */
public interface Clip {
    /** Whether {@link #scales} reads the gradients; if not it is never called, and they needn't be in memory as a whole. */
    default boolean readsGradients() {
        return true;
    }

    /** Writes the factors of the gradients of all parameters, 1 where they are small enough. */
    default void scales(List<Tensor> gradients, double[] factors) {
        Arrays.fill(factors, 1);
    }

    /** The most that remains of each component of a gradient, after its factor. */
    default double bound() {
        return Double.POSITIVE_INFINITY;
    }
}
