package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * The same elements in another shape.
 *
 * @param target the output's shape
 */
public record Reshape(Shape target) implements View {
    @Override
    public Shape shape(Shape... in) {
        if (in[0].count() != target.count()) {
            throw new ShapeException("%s has %d elements and can't become %s, which has %d"
                    .formatted(in[0], in[0].count(), target, target.count()));
        }
        return target;
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.reshape(in[0].shape());
    }
}
