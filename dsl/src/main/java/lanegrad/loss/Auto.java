package lanegrad.loss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import lanegrad.autodiff.Var;

/**
 * Chosen by the target: numbers are {@link Gaussian}, two classes {@link Bernoulli}, more {@link Categorical}, and
 * several columns that aren't all numbers {@link Heads}.
 */
public record Auto() implements Output {
    @Override
    public Output resolve(List<Variable> targets) {
        if (Output.allNumbers(targets)) {
            return new Gaussian();
        }
        if (targets.size() == 1) {
            return targets.getFirst().classes() == 2 ? new Bernoulli() : new Categorical();
        }
        Map<String, Output> heads = new LinkedHashMap<>();
        targets.forEach(target -> heads.put(target.name(), resolve(List.of(target))));
        return new Heads(heads);
    }

    @Override
    public SequencedMap<String, Target> wants(List<String> columns) {
        return new LinkedHashMap<>();
    }

    @Override
    public List<Head> heads(List<Variable> targets) {
        return resolve(targets).heads(targets);
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
