package lanegrad.nn.layer;

import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.Affine;
import lanegrad.autodiff.op.BernoulliSample;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Sqrt;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Pass;
import lanegrad.nn.Scope;
import lanegrad.nn.init.Glorot;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * Units that are 1 with probability p = sigmoid(x W + b) and 0 otherwise in training, and p in prediction, [inputs] ->
 * [units].
 *
 * <p>W and b learn by REINFORCE, (J - b) d log p(y), from the cost J of the row (Goodfellow et al., section 6.5.1): an
 * estimate of the derivative of the expected cost, right on average.
 *
 * @param units the number of units
 * @param baseline what is subtracted from the cost, so that the estimate varies less
 * @param normalise whether the difference is divided by its standard deviation, by a moving average (Mnih, Gregor, 2014)
 */
public record BernoulliUnits(int units, Baseline baseline, boolean normalise) implements LayerSpec {
    private static final double SHARE = 0.1;

    /** What is subtracted from the cost; it must not depend on the samples. */
    public enum Baseline {
        /** Nothing. */
        NONE,
        /** The moving average of the cost. */
        CONSTANT,
        /** A linear function of the input, learned by squared error from the cost: its mean given the input. */
        LEARNED,
        /** For each unit E[J s^2] / E[s^2] with s = d log p(y) / da, by moving averages (6.16). */
        OPTIMAL
    }

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if units are below 1
     */
    public BernoulliUnits {
        Require.atLeast("bernoulli-units: units", 1, units);
    }

    /** With a learned baseline, and normalised. */
    public BernoulliUnits(int units) {
        this(units, Baseline.LEARNED, true);
    }

    @Override
    public Shape shape(Shape in) {
        if (in.rank() != 1) {
            throw new ShapeException("bernoulli-units: expected a vector of features, got %s".formatted(in));
        }
        return Shape.of(units);
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        Parameter weight = scope.weight("weight", in.size(0), units, new Glorot());
        Parameter bias = scope.bias("bias", units, 0);
        Estimator estimator = estimator(in, scope);
        Parameter spread = normalise ? scope.statistic("spread", 1, 1) : null;
        long key = scope.key("bernoulli");
        return (x, pass) -> {
            Var a = x.tape()
                    .apply(new Affine(), x, x.tape().parameter(weight), x.tape().parameter(bias));
            Var p = a.map(new Sigmoid());
            Var step = pass.step();
            if (step == null) {
                return p;
            }
            Var y = x.tape().apply(new BernoulliSample(key), p, step);
            pass.estimate(cost -> {
                Var subtracted = estimator.baseline(cost, x, y.minus(p), pass);
                Var advantage = cost.minus(subtracted);
                if (spread != null) {
                    Var squares = advantage.square().mean().reshape(Shape.of(1));
                    advantage = advantage.div(x.tape().parameter(spread).map(new Sqrt()));
                    pass.follow(spread, squares, SHARE);
                }
                Var term = Reinforce.term(advantage, Reinforce.logProbability(y, a));
                return baseline == Baseline.LEARNED
                        ? term.plus(Reinforce.pull(
                                cost.stop().minus(subtracted).square().scale(0.5f)))
                        : term;
            });
            return y;
        };
    }

    /** Says what to subtract, and learns it. */
    @FunctionalInterface
    private interface Estimator {
        /**
         * The baseline of each row [m, 1], or of each unit [units].
         *
         * @param score d log p(y) / da of each unit, y - p
         */
        Var baseline(Var cost, Var x, Var score, Pass pass);
    }

    private Estimator estimator(Shape in, Scope scope) {
        return switch (baseline) {
            case NONE -> (cost, _, _, _) -> cost.scale(0);
            case CONSTANT -> {
                Parameter average = scope.statistic("baseline", 1, 0);
                yield (cost, _, _, pass) -> {
                    pass.follow(average, cost.mean().reshape(Shape.of(1)), SHARE);
                    return cost.tape().parameter(average);
                };
            }
            case LEARNED -> {
                Parameter slope = scope.weight("baseline.weight", in.size(0), 1, new Glorot());
                Parameter offset = scope.bias("baseline.bias", 1, 0);
                yield (cost, x, _, _) -> cost.tape()
                        .apply(
                                new Affine(),
                                x.stop(),
                                cost.tape().parameter(slope),
                                cost.tape().parameter(offset));
            }
            case OPTIMAL -> {
                Parameter products = scope.statistic("baseline.products", units, 0);
                Parameter squares = scope.statistic("baseline.squares", units, 1);
                yield (cost, _, score, pass) -> {
                    Var square = score.square();
                    float each = 1f / square.shape().rows();
                    pass.follow(
                            products, square.times(cost).sumTo(Shape.of(units)).scale(each), SHARE);
                    pass.follow(squares, square.sumTo(Shape.of(units)).scale(each), SHARE);
                    return cost.tape().parameter(products).div(cost.tape().parameter(squares));
                };
            }
        };
    }
}
