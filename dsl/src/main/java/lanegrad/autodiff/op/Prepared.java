package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.tensor.Tensor;

/** An operation that finds out once, for tensors that stay, how it is to be computed: to compute is to prepare and run. */
interface Prepared extends Op {
    @Override
    Runnable prepare(Tensor[] in, Tensor out);

    @Override
    default void compute(Tensor[] in, Tensor out) {
        prepare(in, out).run();
    }
}
