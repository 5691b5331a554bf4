package lanegrad.loss;

import java.util.Arrays;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Log;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.tensor.Shape;

/**
 * Normally distributed numbers with the mean z (Goodfellow et al., section 6.3.2 and (6.8)).
 *
 * <p>With precisions b, the reciprocals of the variances, the cost is the sum over numbers of b (y - z)^2 / 2 - log(b) / 2
 * + log(2 pi) / 2: products and a logarithm, no division. With variance 1 it is half the squared error, up to a constant.
 *
 * @param variance what is known of the variances
 */
public record Gaussian(Variance variance) implements Output {
    /** What is known of the variances. */
    public enum Variance {
        /** They are 1, in the units that the network sees: the deviations of the targets. */
        UNIT,
        /** One for each number is learned, the same for all rows, as b = exp(a): it may have far to go. */
        LEARNED,
        /** One for each number and row is predicted, as b = softplus(a): a heteroscedastic model. */
        PER_ROW,
        /** A matrix is predicted for each row: numbers that vary together. */
        FULL
    }

    /** With variance 1. */
    public Gaussian() {
        this(Variance.UNIT);
    }

    @Override
    public int units(int size) {
        return switch (variance) {
            case UNIT, LEARNED -> size;
            case PER_ROW -> 2 * size;
            case FULL -> Covariance.units(size);
        };
    }

    @Override
    public int free(int size) {
        return variance == Variance.LEARNED ? size : 0;
    }

    @Override
    public Target target() {
        return Target.NUMBERS;
    }

    @Override
    public Var cost(Var z, Var y) {
        int size = y.shape().columns();
        Var error = y.minus(means(z, size));
        return switch (variance) {
            case UNIT -> halfSquares(error.square().sumTo(Shape.of(y.shape().rows(), 1)), size);
            case LEARNED -> {
                Var logarithm = z.slice(1, size, 2 * size);
                yield scaled(error, logarithm.map(new Exp()), logarithm);
            }
            case PER_ROW -> {
                Var precision = z.slice(1, size, 2 * size).map(new Softplus());
                yield scaled(error, precision, precision.map(new Log()));
            }
            case FULL -> Covariance.of(z, size).cost(error);
        };
    }

    private static Var scaled(Var error, Var precision, Var logarithm) {
        Var terms = error.square().times(precision).minus(logarithm);
        return halfSquares(
                terms.sumTo(Shape.of(error.shape().rows(), 1)), error.shape().columns());
    }

    /** s / 2 + size log(2 pi) / 2. */
    static Var halfSquares(Var s, int size) {
        return s.map(new Polynomial((float) (size * Normals.HALF_LOG_TWO_PI), 0.5f));
    }

    private Var means(Var z, int size) {
        return variance == Variance.UNIT ? z : z.slice(1, 0, size);
    }

    @Override
    public Var mean(Var z) {
        return means(z, size(z.shape().columns()));
    }

    /** The number of numbers, given that of parameters. */
    private int size(int parameters) {
        return switch (variance) {
            case UNIT -> parameters;
            case LEARNED, PER_ROW -> parameters / 2;
            case FULL -> Covariance.size(parameters);
        };
    }

    @Override
    public boolean learnsSpread() {
        return variance != Variance.UNIT;
    }

    @Override
    public Distribution distribution(double[] z) {
        int size = size(z.length);
        double[] means = Arrays.copyOf(z, size);
        if (variance == Variance.FULL) {
            return new Ellipsoid(means, Covariance.factor(z, size));
        }
        double[] deviations = new double[size];
        for (int j = 0; j < size; j++) {
            deviations[j] = switch (variance) {
                case LEARNED -> StrictMath.exp(-z[size + j] / 2);
                case PER_ROW -> 1 / Math.sqrt(new Softplus().at(z[size + j]));
                default -> 1;
            };
        }
        return new Normals(means, deviations);
    }
}
