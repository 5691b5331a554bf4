package lanegrad.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import lanegrad.kernels.random.Philox;
import org.jspecify.annotations.Nullable;

/**
 * The description of the data to learn from.
 *
 * @param train where the table comes from
 * @param target the columns to predict; if there are none here, the source's own
 * @param validation the rows that models are chosen by
 * @param test the rows that the chosen model is judged by
 * @param columns the types of columns where a guess would be wrong
 * @param weights how much each row counts in training, null for all alike
 */
public record DataSpec(
        Source train,
        List<String> target,
        Holdout validation,
        Holdout test,
        Map<String, ColumnType> columns,
        @Nullable RowWeights weights) {
    /**
     * Checks that the parts go together.
     *
     * @throws IllegalArgumentException if there is no target, one is named twice or ignored, or the shares leave no rows
     */
    public DataSpec {
        target = List.copyOf(target.isEmpty() ? train.target() : target);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        if (target.isEmpty()) {
            throw new IllegalArgumentException("target: the column to predict is missing, such as `target: price`");
        }
        if (new HashSet<>(target).size() < target.size()) {
            throw new IllegalArgumentException("target: a column is named twice: " + String.join(", ", target));
        }
        for (String name : target) {
            if (columns.get(name) == ColumnType.IGNORE) {
                throw new IllegalArgumentException("columns: the target '" + name + "' can't be ignored");
            }
        }
        if (!(share(validation) + share(test) < 1)) {
            throw new IllegalArgumentException(
                    "validation, test: the shares must leave rows to train on, but %s and %s add up to %s"
                            .formatted(share(validation), share(test), share(validation) + share(test)));
        }
    }

    /** All rows of a source, to predict some of its columns. */
    public DataSpec(Source train, String... target) {
        this(train, List.of(target), Share.NONE, Share.NONE, Map.of(), null);
    }

    /** The same with other rows to choose models by. */
    public DataSpec validation(Holdout rows) {
        return new DataSpec(train, target, rows, test, columns, weights);
    }

    /** The same with other rows to judge the model by. */
    public DataSpec test(Holdout rows) {
        return new DataSpec(train, target, validation, rows, columns, weights);
    }

    /** The same with the types of some columns. */
    public DataSpec columns(Map<String, ColumnType> types) {
        return new DataSpec(train, target, validation, test, types, weights);
    }

    /** The same with rows that count differently in training. */
    public DataSpec weights(RowWeights other) {
        return new DataSpec(train, target, validation, test, columns, other);
    }

    /** The same from files at other paths: where each path leads is up to the function. */
    public DataSpec at(UnaryOperator<String> path) {
        return new DataSpec(train.at(path), target, at(validation, path), at(test, path), columns, weights);
    }

    private static Holdout at(Holdout rows, UnaryOperator<String> path) {
        return rows instanceof Source source ? source.at(path) : rows;
    }

    /**
     * The columns to predict from, without reading any row; none if they aren't known before the data is made.
     *
     * @param base the folder that relative paths start from
     * @throws DataException if the names can't be read, or one of a column that is named here isn't among them
     */
    public List<String> inputs(Path base) {
        List<String> others = new ArrayList<>(target);
        if (weights != null) {
            others.addAll(weights.columns());
        }
        Set<String> named = new LinkedHashSet<>(columns.keySet());
        named.addAll(others);
        return train.header(base, named).stream()
                .filter(name -> !others.contains(name) && columns.get(name) != ColumnType.IGNORE)
                .toList();
    }

    /**
     * Reads the tables, and splits the first by the shares.
     *
     * @param base the folder that relative paths start from
     * @throws DataException if the data can't be used
     */
    public Split read(Path base, long seed) {
        Table all = train.read(base, Schema.guess(columns), seed);
        Split split = Split.of(all, target, share(validation), share(test), seed);
        return new Split(
                split.train(),
                validation instanceof Source source ? own(source, "validation", all, base, seed) : split.validation(),
                test instanceof Source source ? own(source, "test", all, base, seed) : split.test());
    }

    /** Another seed than that of training, so that made data doesn't repeat the points trained on. */
    private static Table own(Source source, String role, Table train, Path base, long seed) {
        return source.read(base, train.schema(), Philox.key(seed, "data", role));
    }

    private static double share(Holdout rows) {
        return rows instanceof Share part ? part.share() : 0;
    }
}
