package lanegrad.autodiff;

import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** An operation that can compute some rows into a tensor of their own, for a reader that never needs all at once. */
public interface InStrips extends Op {
    /** Whether it can on inputs of these shapes. */
    boolean isInStrips(Shape... in);

    /**
     * The computation of as many rows of the output as the strip has, to be run many times; it allocates nothing.
     *
     * @param from the first of these rows
     */
    Runnable prepareStrip(Tensor[] in, int from, Tensor strip);
}
