package lanegrad.loss;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Abs;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.tensor.Shape;

/**
 * Numbers with median z and scale 1: the cost is |y - z| + log 2 for each, so the network learns the conditional median
 * (Chen, "Learning Conditional Statistics"; Goodfellow et al., section 6.3.2).
 */
public record Laplace() implements Output {
    private static final double LOG_TWO = StrictMath.log(2);

    @Override
    public int units(int size) {
        return size;
    }

    @Override
    public Target target() {
        return Target.NUMBERS;
    }

    @Override
    public Var cost(Var z, Var y) {
        Shape shape = z.shape();
        Var distances = y.minus(z).map(new Abs()).sumTo(Shape.of(shape.rows(), 1));
        return distances.map(new Polynomial((float) (shape.columns() * LOG_TWO), 1));
    }

    @Override
    public Var mean(Var z) {
        return z;
    }
}
