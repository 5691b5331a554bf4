package lanegrad.loss;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Softplus;

/**
 * One of two classes, the second with probability sigmoid(z): the cost is softplus((1 - 2 y) z) and never takes the
 * logarithm of a probability (Goodfellow et al., section 6.3.2).
 */
public record Bernoulli() implements Output {
    @Override
    public int units(int size) {
        if (size != 2) {
            throw new IllegalArgumentException(
                    "output bernoulli is for two classes, but there are " + size + "; use categorical");
        }
        return 1;
    }

    @Override
    public Target target() {
        return Target.CLASSES;
    }

    @Override
    public Var cost(Var z, Var y) {
        return y.map(new Polynomial(1, -2)).times(z).map(new Softplus());
    }

    @Override
    public Var mean(Var z) {
        return z.map(new Sigmoid());
    }
}
