package lanegrad.loss;

import lanegrad.autodiff.Var;

/** One of n classes with probabilities softmax(z): the cost is -log softmax(z)_y (Goodfellow et al., (6.5)). */
public record Categorical() implements Output {
    @Override
    public int units(int size) {
        return size;
    }

    @Override
    public Target target() {
        return Target.CLASSES;
    }

    @Override
    public Var cost(Var z, Var y) {
        return z.crossEntropy(y);
    }

    @Override
    public Var mean(Var z) {
        return z.softmax();
    }
}
