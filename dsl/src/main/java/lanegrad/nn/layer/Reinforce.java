package lanegrad.nn.layer;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.tensor.Shape;

/**
 * The derivative of an expected cost by what samples were drawn from, estimated from the samples: (J(y) - b) d log p(y), for
 * any b that doesn't depend on y (Williams, REINFORCE, 1992; Goodfellow et al., (6.13)-(6.15)).
 */
final class Reinforce {
    private Reinforce() {}

    /** log p(y) of each unit y that is 1 with probability sigmoid(a). */
    static Var logProbability(Var y, Var a) {
        return y.map(new Polynomial(1, -2)).times(a).map(new Softplus()).unaryMinus();
    }

    /**
     * A term for the cost of each row, of value 0, whose derivative is the estimate.
     *
     * @param advantage J - b, for each row or each of its units; no derivative flows through it
     * @param logProbability of each unit of each row
     */
    static Var term(Var advantage, Var logProbability) {
        return pull(advantage
                .stop()
                .times(logProbability)
                .sumTo(Shape.of(logProbability.shape().rows(), 1)));
    }

    /** x's derivative without its value. */
    static Var pull(Var x) {
        return x.minus(x.stop());
    }
}
