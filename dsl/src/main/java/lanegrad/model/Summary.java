package lanegrad.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lanegrad.autodiff.Parameter;
import lanegrad.nn.Sequence;
import lanegrad.tensor.Shape;

/**
 * What a network consists of, layer by layer.
 *
 * @param in the shape of one example
 * @param lines one for each layer
 */
public record Summary(Shape in, List<Line> lines) {
    /**
     * One layer.
     *
     * @param place its place and name, such as {@code 2.dense}
     * @param out the shape of one example after it
     * @param parameters the numbers it learns
     * @param flops the multiplications and additions of its matrix products for one example
     */
    public record Line(String place, Shape out, long parameters, long flops) {}

    /** The summary of a model, or of all members of an ensemble, one after another. */
    public static Summary of(Network network) {
        List<Line> lines = new ArrayList<>();
        List<Model> members = network.members();
        for (int i = 0; i < members.size(); i++) {
            add(members.get(i), members.size() == 1 ? "" : Ensemble.prefix(i), lines);
        }
        return new Summary(network.in(), List.copyOf(lines));
    }

    private static void add(Model model, String prefix, List<Line> lines) {
        Sequence layers = model.layers();
        Shape shape = model.in();
        for (int i = 0; i < layers.layers().size(); i++) {
            shape = layers.shapeAfter(i, shape);
            String place = layers.place(i);
            long count = 0;
            long flops = 0;
            for (Parameter parameter : model.parameters()) {
                if (parameter.isLearned() && parameter.name().startsWith(place + ".")) {
                    count += parameter.value().count();
                    flops += parameter.kind() == Parameter.Kind.WEIGHT
                            ? 2L * parameter.value().count()
                            : 0;
                }
            }
            lines.add(new Line(prefix + place, shape, count, flops));
        }
    }

    /** All numbers that are learned. */
    public long parameters() {
        return lines.stream().mapToLong(Line::parameters).sum();
    }

    /** The multiplications and additions of all matrix products for one example. */
    public long flops() {
        return lines.stream().mapToLong(Line::flops).sum();
    }

    /** A table. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        String row = "%-24s %-12s %12s\n";
        table.append(row.formatted("layer", "output", "parameters"));
        table.append(row.formatted("input", in, ""));
        for (Line line : lines) {
            table.append(row.formatted(line.place, line.out, String.format(Locale.ROOT, "%,d", line.parameters)));
        }
        table.append(row.formatted("total", "", String.format(Locale.ROOT, "%,d", parameters())));
        return table.toString();
    }
}
