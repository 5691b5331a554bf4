package lanegrad.autodiff;

import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** An operation that can compute some rows into a tensor of their own, for a reader that never needs all at once. */
public interface InStrips extends Op {
    /** Whether it can on inputs of these shapes. */
    boolean isInStrips(Shape... in);

    /**
     * The computation on these inputs.
     *
     * @param rows the most rows of a strip
     */
    Strips prepareStrips(Tensor[] in, int rows);

    /** The strips of one computation, to be run many times; that allocates nothing. */
    interface Strips {
        /** Makes ready what all strips read, before the first of them; a team shares it. */
        void begin();

        /**
         * The computation of as many rows of the output as the strip has.
         *
         * @param from the first of these rows
         */
        Runnable prepare(int from, Tensor strip);
    }
}
