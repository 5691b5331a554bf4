package lanegrad.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The distinct categories of a column in a fixed order. */
final class Labels {
    private Labels() {}

    /** By number where all are numbers, so that 10 follows 9; otherwise by the code points of their letters. */
    static List<String> of(Column.Categorical column) {
        List<String> labels =
                column.values().stream().filter(Objects::nonNull).distinct().toList();
        boolean numbers = labels.stream().allMatch(Numbers::isNumber);
        Comparator<String> byName = Comparator.naturalOrder();
        return labels.stream()
                .sorted(numbers ? Comparator.comparingDouble(Numbers::parse).thenComparing(byName) : byName)
                .toList();
    }

    /** The position of each label. */
    static Map<String, Integer> index(Collection<String> labels) {
        Map<String, Integer> index = new HashMap<>();
        labels.forEach(label -> index.put(label, index.size()));
        return index;
    }
}
