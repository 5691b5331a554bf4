package lanegrad.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How raw columns become the numbers that a network sees, fitted on the training rows and saved with the model.
 *
 * <pre>{@code
 * Features features = Features.fit(split.train(), List.of("species"));
 * Dataset train = features.encode(split.train());
 * }</pre>
 *
 * @param inputs the columns to predict from
 * @param targets the columns to predict
 */
public record Features(List<Feature> inputs, List<Target> targets) {
    /** Copies the lists. */
    public Features {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
    }

    /**
     * Fits all columns: those named are targets, the others inputs.
     *
     * @throws DataException if a target is absent, has missing cells or a single class, or no input is left
     */
    public static Features fit(Table train, List<String> target) {
        return fit(train, target, Set.of());
    }

    /**
     * Fits all columns: those named are targets, the others inputs.
     *
     * @param raw the targets that are numbers and not standardised
     * @throws DataException if a target is absent, has missing cells or a single class, or no input is left
     */
    public static Features fit(Table train, List<String> target, Set<String> raw) {
        if (train.rows() == 0) {
            throw new DataException(train.source(), "there are no rows; expected at least one to train on");
        }
        Target.requirePresent(train, target);
        List<Target> targets = target.stream()
                .map(name -> Target.fit(train, train.column(name), raw.contains(name)))
                .toList();
        List<Feature> inputs = train.columns().stream()
                .filter(column -> !target.contains(column.name()))
                .map(column -> Feature.fit(train, column))
                .toList();
        if (inputs.isEmpty()) {
            throw new DataException(
                    train.source(), "there is no column to predict %s from; expected one at least".formatted(target));
        }
        return new Features(inputs, targets);
    }

    /** The number of inputs of a row. */
    public int width() {
        return inputs.stream().mapToInt(feature -> feature.inputs().size()).sum();
    }

    /** The names of the inputs in their order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        inputs.forEach(feature -> names.addAll(feature.inputs()));
        return names;
    }

    /** The schema that labelled tables are read by. */
    public Schema schema() {
        Map<String, ColumnType> types = new LinkedHashMap<>(inputSchema().types());
        for (Target target : targets) {
            types.put(target.name(), type(target));
        }
        return Schema.exactly(types);
    }

    /** The schema that tables to predict for are read by: without the targets, whether they are there or not. */
    public Schema inputSchema() {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        inputs.forEach(feature -> types.put(feature.name(), feature.type()));
        return Schema.exactly(types);
    }

    /**
     * The inputs and targets of a table.
     *
     * @throws DataException if a column is absent or of another type, a target is missing or of a class that training never
     *     saw, or a number is too far from those of training to be a float
     */
    public Dataset encode(Table table) {
        return encode(table, null);
    }

    /**
     * The inputs and targets of a table whose rows count differently.
     *
     * <p>With weights, or where targets are missing, each target is followed, after all of them, by its weight: the row's,
     * or 0 where it is missing.
     *
     * @param weights of the rows, null for all alike
     * @throws DataException as the other
     */
    public Dataset encode(Table table, float @Nullable [] weights) {
        List<String> names = targets.stream().map(Target::name).toList();
        Target.requirePresent(table, names);
        List<Column> columns = names.stream().map(table::column).toList();
        boolean weighted = weights != null || columns.stream().anyMatch(Features::hasMissing);
        int width = weighted ? 2 * targets.size() : targets.size();
        float[] encoded = new float[size(table, width)];
        for (int t = 0; t < targets.size(); t++) {
            Encoder.encode(targets.get(t), table, encoded, t, width);
            for (int row = 0; weighted && row < table.rows(); row++) {
                float weight = weights == null ? 1 : weights[row];
                encoded[row * width + targets.size() + t] = columns.get(t).isMissing(row) ? 0 : weight;
            }
        }
        return new Dataset(table.rows(), width(), encodedInputs(table), width, encoded);
    }

    private static boolean hasMissing(Column column) {
        return IntStream.range(0, column.rows()).anyMatch(column::isMissing);
    }

    /**
     * The inputs of a table, without targets.
     *
     * @throws DataException if a column is absent or of another type, or a number is too far from those of training to be a
     *     float
     */
    public Dataset encodeInputs(Table table) {
        return new Dataset(table.rows(), width(), encodedInputs(table), 0, new float[0]);
    }

    private float[] encodedInputs(Table table) {
        int width = width();
        float[] encoded = new float[size(table, width)];
        int offset = 0;
        for (Feature feature : inputs) {
            Encoder.encode(feature, table, encoded, offset, width);
            offset += feature.inputs().size();
        }
        return encoded;
    }

    private static int size(Table table, int width) {
        long size = (long) table.rows() * width;
        if (size > Integer.MAX_VALUE - 8) {
            throw new DataException(
                    table.source(),
                    "%s rows of %s inputs are more than 2^31 numbers; leave columns out, or rows"
                            .formatted(table.rows(), width));
        }
        return (int) size;
    }

    private static ColumnType type(Target target) {
        return switch (target) {
            case Target.Classes _ -> ColumnType.CATEGORICAL;
            case Target.Quantity _ -> ColumnType.NUMERIC;
        };
    }
}
