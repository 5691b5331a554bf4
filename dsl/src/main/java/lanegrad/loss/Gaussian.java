package lanegrad.loss;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.tensor.Shape;

/**
 * Numbers with mean z and variance 1: the cost is |y - z|^2 / 2 + d log(2 pi) / 2 for d numbers, the squared error up to
 * constants (Goodfellow et al., section 6.3.2).
 */
public record Gaussian() implements Output {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

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
        Var squares = y.minus(z).square().sumTo(Shape.of(shape.rows(), 1));
        return squares.map(new Polynomial((float) (shape.columns() * HALF_LOG_TWO_PI), 0.5f));
    }

    @Override
    public Var mean(Var z) {
        return z;
    }
}
