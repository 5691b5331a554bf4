package lanegrad.nn.layer;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Var;
import lanegrad.nn.InputColumn;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.init.Normal;
import lanegrad.tensor.Shape;

/**
 * A learned vector for each category of categorical columns, in place of its one-hot inputs; the other inputs come first
 * and stay as they are. It stands where the network's inputs arrive.
 *
 * @param units the length of a vector
 * @param columns the columns; empty for all that are categorical
 * @param ranges where their inputs are; filled in by {@link #resolve}
 */
public record Embedding(int units, List<String> columns, List<Range> ranges) implements LayerSpec {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if units are below 1
     */
    public Embedding {
        Require.atLeast("embedding: units", 1, units);
        columns = List.copyOf(columns);
        ranges = List.copyOf(ranges);
    }

    /** For all categorical columns. */
    public Embedding(int units) {
        this(units, List.of());
    }

    /** For some columns, whose places follow from the data. */
    public Embedding(int units, List<String> columns) {
        this(units, columns, List.of());
    }

    @Override
    public Shape shape(Shape in) {
        Range.requireKnown("embedding", columns, ranges, in);
        int embedded = ranges.stream().mapToInt(Range::width).sum();
        return Shape.of(in.size(0) - embedded + ranges.size() * units);
    }

    @Override
    public LayerSpec resolve(List<InputColumn> inputs) {
        List<Range> found = new ArrayList<>();
        List<String> names = columns.isEmpty()
                ? inputs.stream()
                        .filter(InputColumn::categorical)
                        .map(InputColumn::name)
                        .toList()
                : columns;
        for (String name : names) {
            found.add(Range.of("embedding", name, inputs));
        }
        return new Embedding(units, names, found);
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        List<Range> others = others(in.size(0));
        List<Parameter> tables = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            tables.add(scope.weight("table." + i, ranges.get(i).width(), units, new Normal(1)));
        }
        return (x, pass) -> {
            List<Var> parts = new ArrayList<>();
            others.forEach(range -> parts.add(range.of(x)));
            for (int i = 0; i < tables.size(); i++) {
                parts.add(ranges.get(i).of(x).matmul(x.tape().parameter(tables.get(i))));
            }
            return Merge.CONCAT.of(parts);
        };
    }

    /** The inputs that aren't embedded, in as few ranges as can be. */
    private List<Range> others(int inputs) {
        boolean[] embedded = new boolean[inputs + 1];
        embedded[inputs] = true;
        for (Range range : ranges) {
            for (int i = range.from(); i < range.from() + range.width(); i++) {
                embedded[i] = true;
            }
        }
        List<Range> others = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= inputs; i++) {
            if (embedded[i]) {
                if (i > from) {
                    others.add(new Range(from, i - from, inputs));
                }
                from = i + 1;
            }
        }
        return others;
    }
}
