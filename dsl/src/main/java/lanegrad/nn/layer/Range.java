package lanegrad.nn.layer;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Var;
import lanegrad.nn.InputColumn;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * Inputs of a network that belong together.
 *
 * @param from the first
 * @param width their number
 */
public record Range(int from, int width) {
    /** The inputs of a column. */
    static Range of(String layer, String name, List<InputColumn> inputs) {
        int from = 0;
        List<String> names = new ArrayList<>();
        for (InputColumn input : inputs) {
            if (input.name().equals(name)) {
                return new Range(from, input.width());
            }
            from += input.width();
            names.add(input.name());
        }
        throw new ShapeException(
                "%s: there is no input column '%s'; there are %s".formatted(layer, name, String.join(", ", names)));
    }

    static void requireKnown(String layer, List<String> columns, List<Range> ranges, Shape in) {
        if (ranges.isEmpty()) {
            throw new ShapeException(
                    "%s: where the columns %s are among the inputs %s isn't known; build the model from data, or give their ranges"
                            .formatted(layer, columns, in));
        }
        for (Range range : ranges) {
            if (in.rank() != 1 || range.from < 0 || range.width < 1 || range.from + range.width > in.size(0)) {
                throw new ShapeException(
                        "%s: inputs %d to %d of the network are wanted, but here arrive %s; put it where the network begins"
                                .formatted(layer, range.from, range.from + range.width - 1, in));
            }
        }
    }

    Var of(Var x) {
        return x.slice(1, from, from + width);
    }
}
