package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Binary;

/** z = the greater of x and y; the derivative flows to the one taken, and to x alone where both are equal. */
public record Maximum() implements Pairwise {
    @Override
    public Binary function() {
        return new lanegrad.kernels.pointwise.Maximum();
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        Var first = in[1].atMost(in[0]);
        Var none = Fill.zero(gradient.tape());
        Var share = input == 0 ? first.where(gradient, none) : first.where(none, gradient);
        return share.sumTo(in[input].shape());
    }
}
