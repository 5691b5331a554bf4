package lanegrad.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lanegrad.kernels.random.Philox;

/**
 * A table in three parts: to learn from, to choose models by, to judge the chosen one by.
 *
 * @param train the rows to learn from
 * @param validation the rows to choose models by, perhaps none
 * @param test the rows to judge the model by, perhaps none
 */
public record Split(Table train, Table validation, Table test) {
    /**
     * Splits a table; rows keep their order inside each part.
     *
     * <p>With one categorical target the split is stratified: each class gives its share, rounded by largest remainder, and
     * keeps at least one row to train on. The parts depend on the seed, the number of rows and the target alone.
     *
     * @param validation the share of the rows to choose models by
     * @param test the share of the rows to judge the model by
     * @throws DataException if a share above 0 takes no row, or a target is absent, or missing in a row
     */
    public static Split of(Table all, List<String> target, double validation, double test, long seed) {
        List<Column> targets = target.stream().map(all::column).toList();
        Target.requirePresent(all, target);
        if (all.rows() == 0) {
            throw new DataException(all.source(), "there are no rows; expected at least one to train on");
        }
        List<int[]> groups = targets.size() == 1 && targets.getFirst() instanceof Column.Categorical classes
                ? classes(classes)
                : List.of(IntStream.range(0, all.rows()).toArray());
        int[] sizes = groups.stream().mapToInt(group -> group.length).toArray();
        int[] tested = apportion(sizes, new int[sizes.length], test);
        int[] validated = apportion(sizes, tested, validation);
        requireRows(all, "test", test, tested);
        requireRows(all, "validation", validation, validated);
        return deal(all, groups, validated, tested, Philox.key(seed, "split"));
    }

    private static Split deal(Table all, List<int[]> groups, int[] validated, int[] tested, long key) {
        IntStream.Builder train = IntStream.builder();
        IntStream.Builder validation = IntStream.builder();
        IntStream.Builder test = IntStream.builder();
        for (int g = 0; g < groups.size(); g++) {
            int[] group = groups.get(g);
            int[] order = Philox.permutation(key, g, group.length);
            for (int i = 0; i < group.length; i++) {
                IntStream.Builder part = i < tested[g] ? test : i < tested[g] + validated[g] ? validation : train;
                part.add(group[order[i]]);
            }
        }
        return new Split(select(all, train), select(all, validation), select(all, test));
    }

    private static Table select(Table all, IntStream.Builder rows) {
        return all.select(rows.build().sorted().toArray());
    }

    /**
     * How many rows each group gives, by largest remainder: floor(share * size), then one more for the largest fractions
     * until the sum is the share of all rows, but never a group's last one.
     */
    static int[] apportion(int[] sizes, int[] taken, double share) {
        int[] given = new int[sizes.length];
        List<Integer> byFraction = new ArrayList<>();
        long left = Math.round(share * Arrays.stream(sizes).asLongStream().sum());
        for (int g = 0; g < sizes.length; g++) {
            given[g] = Math.min((int) (share * sizes[g]), sizes[g] - taken[g] - 1);
            left -= given[g];
            byFraction.add(g);
        }
        byFraction.sort((a, b) -> Double.compare(share * sizes[b] - given[b], share * sizes[a] - given[a]));
        for (int g : byFraction) {
            if (left > 0 && given[g] + taken[g] < sizes[g] - 1) {
                given[g]++;
                left--;
            }
        }
        return given;
    }

    private static List<int[]> classes(Column.Categorical target) {
        SortedMap<String, IntStream.Builder> classes = new TreeMap<>();
        for (int row = 0; row < target.rows(); row++) {
            classes.computeIfAbsent(String.valueOf(target.at(row)), _ -> IntStream.builder())
                    .add(row);
        }
        return classes.values().stream().map(rows -> rows.build().toArray()).toList();
    }

    private static void requireRows(Table all, String part, double share, int[] given) {
        if (share > 0 && Arrays.stream(given).sum() == 0) {
            throw new DataException(
                    all.source(),
                    "%s: a share of %s of %s rows takes none; give a larger share, more rows, or a file of its own"
                            .formatted(part, share, all.rows()));
        }
    }
}
