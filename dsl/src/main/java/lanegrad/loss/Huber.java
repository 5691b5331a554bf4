package lanegrad.loss;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Abs;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.tensor.Shape;

/**
 * Numbers near z, some of them far off: with e = |y - z| the cost is e^2 / 2 up to {@code delta} and delta (e - delta /
 * 2) beyond, so that outliers pull no harder than delta (Huber, Robust Estimation of a Location Parameter, 1964).
 *
 * @param delta where squares end, in deviations of the target
 */
public record Huber(double delta) implements Output {
    /**
     * Checks delta.
     *
     * @throws IllegalArgumentException if it isn't above 0
     */
    public Huber {
        if (!(delta > 0)) {
            throw new IllegalArgumentException("huber: delta must be above 0, but is " + delta);
        }
    }

    /** Squares up to one deviation of the target. */
    public Huber() {
        this(1);
    }

    @Override
    public int units(int size) {
        return size;
    }

    @Override
    public Target target() {
        return Target.NUMBERS;
    }

    /** With c = min(e, delta), both pieces are c (e - c / 2). */
    @Override
    public Var cost(Var z, Var y) {
        Polynomial rest = new Polynomial((float) delta, -1);
        Var e = y.minus(z).map(new Abs());
        Var c = e.map(rest).map(new Relu()).map(rest);
        return c.times(e.minus(c.scale(0.5f))).sumTo(Shape.of(z.shape().rows(), 1));
    }

    @Override
    public Var mean(Var z) {
        return z;
    }
}
