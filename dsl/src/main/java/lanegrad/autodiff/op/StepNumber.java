package lanegrad.autodiff.op;

import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** The number of a training step as two floats, each exact: high * 2^24 + low. */
public final class StepNumber {
    private static final int LOW_BITS = 24;

    private StepNumber() {}

    /** A tensor that holds a step's number. */
    public static Tensor tensor(long step) {
        Tensor tensor = Tensor.zeros(Shape.of(2));
        write(step, tensor);
        return tensor;
    }

    /** Puts a step's number into such a tensor. */
    public static void write(long step, Tensor tensor) {
        tensor.data()[0] = (float) (step >> LOW_BITS);
        tensor.data()[1] = (float) (step & ((1 << LOW_BITS) - 1));
    }

    static long number(float high, float low) {
        return ((long) high << LOW_BITS) + (long) low;
    }
}
