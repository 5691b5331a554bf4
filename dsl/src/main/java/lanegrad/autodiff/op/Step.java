package lanegrad.autodiff.op;

import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** The number of a training step as two floats, each exact: high * 2^24 + low. */
public final class Step {
    private static final int LOW_BITS = 24;

    private Step() {}

    /** A tensor that holds a step's number. */
    public static Tensor tensor(long step) {
        return Tensor.of(Shape.of(2), (float) (step >> LOW_BITS), (float) (step & ((1 << LOW_BITS) - 1)));
    }

    static long number(float high, float low) {
        return ((long) high << LOW_BITS) + (long) low;
    }
}
