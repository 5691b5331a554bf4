package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Binary;

/** z = x - y. */
public record Minus() implements Pairwise {
    @Override
    public Binary function() {
        return new lanegrad.kernels.pointwise.Minus();
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return (input == 0 ? gradient : gradient.unaryMinus()).sumTo(in[input].shape());
    }
}
