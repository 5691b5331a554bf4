package lanegrad.loss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * One of n classes with probabilities p = softmax(z): the cost is -log p_y (Goodfellow et al., (6.4)-(6.5)).
 *
 * <p>Over several columns of numbers, these are the probabilities of the classes, or one of them is 1: the cost is
 * -sum_k y_k log p_k (Goodfellow et al., section 6.3.2: a soft target), the Kullback-Leibler divergence of p from y and
 * the entropy of y, which no parameter changes.
 *
 * @param smoothing a share of each row's target that is spread over all classes alike (Szegedy et al., Rethinking the
 *     Inception Architecture, 2016)
 */
public record Categorical(double smoothing) implements Output {
    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if it is below 0 or not below 1
     */
    public Categorical {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException(
                    "categorical: smoothing must be at least 0 and below 1, but is " + smoothing);
        }
    }

    /** Without smoothing. */
    public Categorical() {
        this(0);
    }

    @Override
    public int units(int size) {
        return size;
    }

    @Override
    public Target target() {
        return Target.CLASSES;
    }

    @Override
    public int size(List<Variable> targets) {
        return targets.size() > 1 && Output.allNumbers(targets) ? targets.size() : Output.super.size(targets);
    }

    @Override
    public SequencedMap<String, Target> wants(List<String> columns) {
        SequencedMap<String, Target> wants = new LinkedHashMap<>();
        columns.forEach(column -> wants.put(column, columns.size() > 1 ? Target.RAW : Target.CLASSES));
        return wants;
    }

    @Override
    public @Nullable String misses(double y) {
        return y >= 0 && y <= 1 ? null : "probabilities, which are from 0 to 1";
    }

    @Override
    public Var cost(Var z, Var y) {
        Shape rows = Shape.of(z.shape().rows(), 1);
        Var cost = y.shape().columns() == 1 ? z.crossEntropy(y) : z.softCrossEntropy(y);
        if (smoothing == 0) {
            return cost;
        }
        Var even = z.logSumExp().minus(z.sumTo(rows).scale(1f / z.shape().columns()));
        return cost.scale((float) (1 - smoothing)).plus(even.scale((float) smoothing));
    }

    @Override
    public Var mean(Var z) {
        return z.softmax();
    }
}
