package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Binary;

/** z = x y; dz/dx = y, dz/dy = x. */
public record Times() implements Pairwise {
    @Override
    public Binary function() {
        return new lanegrad.kernels.pointwise.Times();
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.times(in[1 - input]).sumTo(in[input].shape());
    }
}
