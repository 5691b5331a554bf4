package lanegrad.nn.layer;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Var;
import lanegrad.nn.InputColumn;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;

/**
 * The inputs of some columns of the data, for a branch of a network with several named inputs; it stands where the network's
 * inputs arrive.
 *
 * @param columns the names, in the order of the output
 * @param ranges where their inputs are; filled in by {@link #resolve}
 */
public record Select(List<String> columns, List<Range> ranges) implements LayerSpec {
    /** Copies the lists. */
    public Select {
        columns = List.copyOf(columns);
        ranges = List.copyOf(ranges);
    }

    /** Columns whose places follow from the data. */
    public Select(List<String> columns) {
        this(columns, List.of());
    }

    @Override
    public Shape shape(Shape in) {
        Range.requireKnown("select", columns, ranges, in);
        return Shape.of(ranges.stream().mapToInt(Range::width).sum());
    }

    @Override
    public LayerSpec resolve(List<InputColumn> inputs) {
        List<Range> found = new ArrayList<>();
        for (String name : columns) {
            found.add(Range.of("select", name, inputs));
        }
        return new Select(columns, found);
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        return (x, pass) -> {
            List<Var> parts = ranges.stream().map(range -> range.of(x)).toList();
            return Merge.CONCAT.of(parts);
        };
    }
}
