package lanegrad.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How much each row counts in the cost of training; scores count all rows alike. */
public sealed interface RowWeights {
    /**
     * The weights of the rows, scaled so that their mean is 1.
     *
     * @param target the columns that are predicted
     * @throws DataException if a weight is missing or below 0, or all are 0
     */
    float[] of(Table table, List<String> target);

    /** The columns that hold weights and nothing to learn from. */
    default List<String> columns() {
        return List.of();
    }

    /**
     * By a column of numbers.
     *
     * @param name the column
     */
    record ByColumn(String name) implements RowWeights {
        @Override
        public List<String> columns() {
            return List.of(name);
        }

        @Override
        public float[] of(Table table, List<String> target) {
            if (!(table.column(name) instanceof Column.Numeric numbers)) {
                throw new DataException(table.source(), "the weights " + DataException.quote(name) + " are no numbers");
            }
            double[] weights = new double[table.rows()];
            for (int row = 0; row < weights.length; row++) {
                weights[row] = numbers.at(row);
                if (!(weights[row] >= 0)) {
                    throw new DataException(
                            table.where(row),
                            "the weight %s is %s; expected a number of at least 0"
                                    .formatted(
                                            DataException.quote(name),
                                            numbers.isMissing(row) ? "missing" : weights[row]));
                }
            }
            return scaled(table, weights);
        }
    }

    /**
     * By the row's class.
     *
     * @param of the weights by label; the others' is 1
     */
    record ByClass(Map<String, Double> of) implements RowWeights {
        /**
         * Copies the map.
         *
         * @throws IllegalArgumentException if a weight is below 0
         */
        public ByClass {
            of = Collections.unmodifiableMap(new LinkedHashMap<>(of));
            of.forEach((label, weight) -> {
                if (!(weight >= 0)) {
                    throw new IllegalArgumentException(
                            "classes: the weight of '%s' must be at least 0, but is %s".formatted(label, weight));
                }
            });
        }

        @Override
        public float[] of(Table table, List<String> target) {
            List<String> labels = labels(table, target);
            for (String label : of.keySet()) {
                if (!labels.contains(label)) {
                    throw new DataException(
                            table.source(),
                            "weights: there is no class %s; expected one of %s"
                                    .formatted(
                                            DataException.quote(label),
                                            DataException.list(labels.stream()
                                                    .distinct()
                                                    .sorted()
                                                    .toList())));
                }
            }
            return scaled(
                    table,
                    labels.stream()
                            .mapToDouble(label -> of.getOrDefault(label, 1.0))
                            .toArray());
        }
    }

    /** So that every class counts alike, however many rows it has. */
    record Balanced() implements RowWeights {
        @Override
        public float[] of(Table table, List<String> target) {
            List<String> labels = labels(table, target);
            Map<String, Long> counts =
                    labels.stream().collect(Collectors.groupingBy(label -> label, Collectors.counting()));
            return scaled(
                    table,
                    labels.stream()
                            .mapToDouble(label -> 1.0 / counts.getOrDefault(label, 1L))
                            .toArray());
        }
    }

    private static List<String> labels(Table table, List<String> target) {
        if (target.size() == 1 && table.column(target.getFirst()) instanceof Column.Categorical classes) {
            return classes.values().stream().map(String::valueOf).toList();
        }
        throw new DataException(
                table.source(),
                "weights by class need one target that is a class, but the targets are " + DataException.list(target));
    }

    private static float[] scaled(Table table, double[] weights) {
        double mean = Arrays.stream(weights).sum() / weights.length;
        if (!(mean > 0 && mean < Double.POSITIVE_INFINITY)) {
            throw new DataException(table.source(), "the weights of the rows add up to " + mean * weights.length);
        }
        float[] scaled = new float[weights.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (weights[i] / mean);
        }
        return scaled;
    }
}
