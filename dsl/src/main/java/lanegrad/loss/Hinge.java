package lanegrad.loss;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.tensor.Shape;

/**
 * One of n classes by the largest score z, without probabilities: the cost is the sum over the other classes k of
 * max(0, 1 - z_y + z_k) (Weston, Watkins, 1999); for two classes there is one score and the cost is max(0, 1 - s z) with s
 * = 1 for the second class and -1 for the first.
 */
public record Hinge() implements Output {
    @Override
    public int units(int size) {
        return size == 2 ? 1 : size;
    }

    @Override
    public Target target() {
        return Target.CLASSES;
    }

    @Override
    public Var cost(Var z, Var y) {
        int columns = z.shape().columns();
        if (columns == 1) {
            Var margin = y.map(new Polynomial(-1, 2)).times(z);
            return margin.map(new Polynomial(1, -1)).map(new Relu());
        }
        Shape rows = Shape.of(z.shape().rows(), 1);
        Var actual = y.oneHot(-1, columns);
        Var others = actual.map(new Polynomial(1, -1));
        return z.minus(z.times(actual).sumTo(rows)).plus(others).map(new Relu()).sumTo(rows);
    }

    /** The scores of all classes. */
    @Override
    public Var mean(Var z) {
        return z.shape().columns() == 1 ? z.unaryMinus().concat(1, z) : z;
    }

    @Override
    public boolean hasProbabilities() {
        return false;
    }
}
