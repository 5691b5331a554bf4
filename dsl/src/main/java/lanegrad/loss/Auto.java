package lanegrad.loss;

import lanegrad.autodiff.Var;

/** Chosen by the target: numbers are {@link Gaussian}, two classes {@link Bernoulli}, more {@link Categorical}. */
public record Auto() implements Output {
    @Override
    public Output resolve(Target target, int size) {
        return switch (target) {
            case NUMBERS -> new Gaussian();
            case CLASSES -> size == 2 ? new Bernoulli() : new Categorical();
        };
    }

    @Override
    public int units(int size) {
        throw unresolved();
    }

    @Override
    public Target target() {
        throw unresolved();
    }

    @Override
    public Var cost(Var z, Var y) {
        throw unresolved();
    }

    @Override
    public Var mean(Var z) {
        throw unresolved();
    }

    private static IllegalStateException unresolved() {
        return new IllegalStateException("output auto is chosen by the target; call resolve first");
    }
}
