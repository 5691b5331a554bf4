package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** z = log y! of each count y; it has no derivative, since counts are data. */
public record LogFactorial() implements Op {
    private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * StrictMath.PI);

    /** log y!, by Stirling's series from 16 on (Abramowitz, Stegun, 6.1.41), and NaN below 0. */
    public static double at(double y) {
        double factor = 1;
        double x = y + 1;
        for (; x < 16; x++) {
            factor *= x;
        }
        double inverse = 1 / x;
        double square = inverse * inverse;
        double series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
        return y < 0
                ? Double.NaN
                : (x - 0.5) * StrictMath.log(x) - x + HALF_LOG_TWO_PI + series - StrictMath.log(factor);
    }

    @Override
    public Shape shape(Shape... in) {
        return in[0];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = at(in[0][i]);
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        for (int i = 0; i < out.count(); i++) {
            out.data()[i] = (float) at(in[0].data()[i]);
        }
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        throw new UnsupportedOperationException("log-factorial has no derivative: counts are data");
    }
}
