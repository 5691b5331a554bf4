package lanegrad.loss;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import lanegrad.autodiff.Var;

/**
 * An output for each of several targets over shared hidden layers: given x they are independent, so that the cost is the
 * sum of their costs (Goodfellow et al., section 6.3.2, "Multiple Output Variables").
 *
 * @param of the outputs by the target's name; a name may be several, with commas between them
 */
public record Heads(Map<String, Output> of) implements Output {
    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException if it is empty, has heads inside heads, or names a target twice
     */
    public Heads {
        of = Collections.unmodifiableMap(new LinkedHashMap<>(of));
        if (of.isEmpty()) {
            throw new IllegalArgumentException("heads: there are none; name an output for each target");
        }
        if (of.values().stream().anyMatch(Heads.class::isInstance)) {
            throw new IllegalArgumentException("heads: one of them has heads itself; name all targets in one mapping");
        }
        List<String> named =
                of.keySet().stream().flatMap(key -> columns(key).stream()).toList();
        if (named.stream().distinct().count() < named.size()) {
            throw new IllegalArgumentException("heads: a target is named twice: " + String.join(", ", named));
        }
    }

    private static List<String> columns(String key) {
        return Arrays.stream(key.split(",", -1)).map(String::strip).toList();
    }

    @Override
    public List<Head> heads(List<Variable> targets) {
        requireAll(targets);
        return of.entrySet().stream()
                .flatMap(head -> head.getValue().heads(own(head.getKey(), targets)).stream())
                .toList();
    }

    @Override
    public Heads resolve(List<Variable> targets) {
        requireAll(targets);
        Map<String, Output> resolved = new LinkedHashMap<>();
        of.forEach((key, output) -> resolved.put(key, output.resolve(own(key, targets))));
        return new Heads(resolved);
    }

    @Override
    public SequencedMap<String, Target> wants(List<String> targets) {
        SequencedMap<String, Target> wants = new LinkedHashMap<>();
        of.forEach((key, output) -> wants.putAll(output.wants(columns(key))));
        return wants;
    }

    private void requireAll(List<Variable> targets) {
        List<String> expected = targets.stream().map(Variable::name).sorted().toList();
        List<String> named = of.keySet().stream()
                .flatMap(key -> columns(key).stream())
                .sorted()
                .toList();
        if (!named.equals(expected)) {
            throw new IllegalArgumentException(
                    "heads: expected an output for each target, %s, but there are some for %s; with `target: [a, b]` write `heads: {a: ..., b: ...}`"
                            .formatted(String.join(", ", expected), String.join(", ", named)));
        }
    }

    private static List<Variable> own(String key, List<Variable> targets) {
        List<String> columns = columns(key);
        return columns.stream()
                .map(column -> targets.stream()
                        .filter(target -> target.name().equals(column))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    @Override
    public int units(int size) {
        throw several();
    }

    @Override
    public Target target() {
        throw several();
    }

    @Override
    public Var cost(Var z, Var y) {
        throw several();
    }

    @Override
    public Var mean(Var z) {
        throw several();
    }

    private static IllegalStateException several() {
        return new IllegalStateException("heads are several outputs; ask each of heads(targets)");
    }
}
