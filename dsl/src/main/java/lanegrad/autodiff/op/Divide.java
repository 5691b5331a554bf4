package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Binary;

/** z = x / y; dz/dx = 1 / y, dz/dy = -z / y. */
public record Divide() implements Pairwise {
    @Override
    public Binary function() {
        return new lanegrad.kernels.pointwise.Divide();
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        Var quotient = gradient.div(in[1]);
        return (input == 0 ? quotient : quotient.times(out).unaryMinus()).sumTo(in[input].shape());
    }
}
