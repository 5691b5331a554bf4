package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * The same elements in another shape.
 *
 * @param target the output's shape
 */
public record Reshape(Shape target) implements Op {
    @Override
    public Shape shape(Shape... in) {
        if (in[0].count() != target.count()) {
            throw new ShapeException("%s has %d elements and can't become %s, which has %d"
                    .formatted(in[0], in[0].count(), target, target.count()));
        }
        return target;
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
    public boolean isView() {
        return true;
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.reshape(in[0].shape());
    }
}
