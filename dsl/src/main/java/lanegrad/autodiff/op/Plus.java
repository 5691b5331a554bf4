package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Binary;

/** z = x + y. */
public record Plus() implements Pairwise {
    @Override
    public Binary function() {
        return new lanegrad.kernels.pointwise.Plus();
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.sumTo(in[input].shape());
    }
}
