package lanegrad.train;

import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Parameter.Kind;
import lanegrad.autodiff.Var;
import lanegrad.kernels.vector.Norm;
import lanegrad.nn.Scope.Penalty;

/**
 * What keeps the weights of all layers small; biases are left alone (Liquet, Moka, Nazarathy, section 5.7). It comes on
 * top of what a layer asks for itself.
 *
 * @param l1 the factor of sum |w| in the cost
 * @param l2 the factor of sum w^2 / 2 in the cost
 * @param maxNorm the largest norm of the weights into one unit: after each step they are scaled down to it; 0 for none
 */
public record Weights(double l1, double l2, double maxNorm) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below 0
     */
    public Weights {
        notNegative("l1", l1);
        notNegative("l2", l2);
        notNegative("max-norm", maxNorm);
    }

    /** Nothing. */
    public Weights() {
        this(0, 0, 0);
    }

    /** The same with another factor of sum |w| in the cost. */
    public Weights l1(double factor) {
        return new Weights(factor, l2, maxNorm);
    }

    /** The same with another factor of sum w^2 / 2 in the cost. */
    public Weights l2(double factor) {
        return new Weights(l1, factor, maxNorm);
    }

    /** The same with another largest norm. */
    public Weights maxNorm(double norm) {
        return new Weights(l1, l2, norm);
    }

    private static void notNegative(String what, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("weights: %s must be at least 0, but is %s".formatted(what, value));
        }
    }

    /** The cost with the penalty l1 sum |w| on the weights among some parameters. */
    Var penalise(Var cost, List<Parameter> parameters) {
        Var sum = cost;
        for (Parameter parameter : parameters) {
            if (parameter.kind() == Kind.WEIGHT) {
                sum = new Penalty(parameter, l1, 0).addTo(sum);
            }
        }
        return sum;
    }

    /** The penalty l2 sum w^2 / 2 on the weights among some parameters, whose gradient the optimiser's step adds. */
    double squares(List<Parameter> parameters) {
        double sum = 0;
        for (int i = 0; i < parameters.size(); i++) { // without an iterator: a step allocates nothing
            Parameter parameter = parameters.get(i);
            if (parameter.kind() == Kind.WEIGHT && l2 > 0) {
                sum += Norm.squared(
                        parameter.value().data(), 0, parameter.value().count());
            }
        }
        return l2 * sum / 2;
    }
}
