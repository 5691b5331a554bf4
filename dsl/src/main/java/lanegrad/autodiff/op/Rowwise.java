package lanegrad.autodiff.op;

import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * An operation that treats all rows alike, each by itself, so that its kernel is {@link #prepareRows}: a row of the output
 * is computed from that row of every input.
 */
sealed interface Rowwise extends Prepared
        permits CrossEntropy,
                CrossEntropyGradient,
                LogSoftmax,
                LogSumExp,
                SoftCrossEntropy,
                SoftCrossEntropyGradient,
                Softmax {
    @Override
    Runnable prepareRows(Tensor[] in, Tensor out, int from, int count);

    @Override
    default boolean byRows(int input, Shape... in) {
        return true;
    }

    @Override
    default Runnable prepare(Tensor[] in, Tensor out) {
        return prepareRows(in, out, 0, out.shape().rows());
    }
}
