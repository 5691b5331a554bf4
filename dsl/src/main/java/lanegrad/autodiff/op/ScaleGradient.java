package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * y = x, through which the derivative flows times a factor: 0 stops it, -1 turns it round.
 *
 * @param factor the factor
 */
public record ScaleGradient(float factor) implements Op {
    @Override
    public Shape shape(Shape... in) {
        return in[0];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        System.arraycopy(in[0], 0, out, 0, out.length);
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        System.arraycopy(in[0].data(), 0, out.data(), 0, out.count());
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.scale(factor);
    }
}
