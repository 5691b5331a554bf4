package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Binary;

/** z = the lesser of x and y; the derivative flows to the one taken, and to x alone where both are equal. */
public record Minimum() implements Pairwise {
    @Override
    public Binary function() {
        return new lanegrad.kernels.pointwise.Minimum();
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        Var first = in[0].atMost(in[1]);
        Var none = Fill.zero(gradient.tape());
        Var share = input == 0 ? first.where(gradient, none) : first.where(none, gradient);
        return share.sumTo(in[input].shape());
    }
}
