package lanegrad.nn.layer;

import java.util.List;
import java.util.stream.Collectors;
import lanegrad.autodiff.Var;
import lanegrad.nn.InputColumn;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * Inputs of a network that belong together.
 *
 * @param from the first
 * @param width their number
 * @param of the number of all inputs
 */
public record Range(int from, int width, int of) {
    /** The inputs of a column. */
    static Range of(String layer, String name, List<InputColumn> inputs) {
        int from = 0;
        for (InputColumn input : inputs) {
            if (input.name().equals(name)) {
                int all = inputs.stream().mapToInt(InputColumn::width).sum();
                return new Range(from, input.width(), all);
            }
            from += input.width();
        }
        throw new ShapeException("%s: there is no input column '%s'; there are %s"
                .formatted(layer, name, inputs.stream().map(InputColumn::name).collect(Collectors.joining(", "))));
    }

    static void requireKnown(String layer, List<String> columns, List<Range> ranges, Shape in) {
        if (ranges.isEmpty()) {
            throw new ShapeException(
                    "%s: where the columns %s are isn't known, but here arrive %s; put it where a network begins that is built from data"
                            .formatted(layer, columns, in));
        }
        for (Range range : ranges) {
            boolean isRange = range.from >= 0 && range.width >= 1 && range.from + range.width <= range.of;
            if (!isRange || !in.equals(Shape.of(range.of))) {
                throw new ShapeException(
                        "%s: inputs %d to %d of the network's %d are wanted, but here arrive %s; put it where the network begins"
                                .formatted(layer, range.from, range.from + range.width - 1, range.of, in));
            }
        }
    }

    Var of(Var x) {
        return x.slice(1, from, from + width);
    }
}
