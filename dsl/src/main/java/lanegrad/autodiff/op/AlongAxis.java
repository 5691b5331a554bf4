package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.tensor.Tensor;

/** An operation along an axis of one value, whose output has as many axes; where the axis lies is found once. */
sealed interface AlongAxis extends Op permits ArgMax, Max, OneHot, Pad, Slice {
    /** The axis, below 0 counted from the end. */
    int axis();

    /** Computes y, in which the axis lies as {@code to} says. */
    void compute(float[] x, Axis from, float[] y, Axis to);

    @Override
    default void compute(Tensor[] in, Tensor out) {
        prepare(in, out).run();
    }

    @Override
    default Runnable prepare(Tensor[] in, Tensor out) {
        Axis from = Axis.of(in[0].shape(), axis());
        Axis to = Axis.of(out.shape(), axis());
        return () -> compute(in[0].data(), from, out.data(), to);
    }
}
