package lanegrad.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What is legal in a table and yet probably a mistake, in sentences for the user. */
public final class Remarks {
    private static final int FEW = 20;

    private Remarks() {}

    /**
     * On the rows that features were fitted on: columns that say nothing, texts that hardly ever repeat, and numbers to
     * predict that look like classes.
     */
    public static List<String> onTraining(Table train, Features features) {
        List<String> remarks = new ArrayList<>();
        List<String> constant = new ArrayList<>();
        for (Feature feature : features.inputs()) {
            switch (feature) {
                case Feature.Numeric fitted
                when fitted.deviation() == 0 && !fitted.indicator() -> constant.add(feature.name());
                case Feature.Categorical fitted
                when 2 * fitted.categories().size() > train.rows() ->
                    remarks.add(("%s: column %s holds %s different texts in %s rows; if it is a name or an identifier, "
                                    + "leave it out by `columns: {%s: ignore}`")
                            .formatted(
                                    train.source(),
                                    DataException.quote(feature.name()),
                                    fitted.categories().size(),
                                    train.rows(),
                                    feature.name()));
                default -> {}
            }
        }
        if (!constant.isEmpty()) {
            remarks.add("%s: nothing can be learned from what never varies: %s"
                    .formatted(train.source(), DataException.list(constant)));
        }
        for (Target target : features.targets()) {
            if (target instanceof Target.Quantity quantity
                    && !quantity.isRaw()
                    && train.column(target.name()) instanceof Column.Numeric numbers
                    && looksLikeClasses(numbers)) {
                remarks.add(("%s: the target %s is predicted as a number; if its few whole numbers are classes, "
                                + "say `columns: {%s: categorical}`")
                        .formatted(train.source(), DataException.quote(target.name()), target.name()));
            }
        }
        return remarks;
    }

    /** On other rows: the first category of each column that training never saw, which is encoded as none. */
    public static List<String> onOthers(Table table, Features features) {
        List<String> remarks = new ArrayList<>();
        for (Feature feature : features.inputs()) {
            if (feature instanceof Feature.Categorical fitted
                    && table.find(feature.name()) instanceof Column.Categorical column) {
                unseen(table, column, fitted, remarks);
            }
        }
        return remarks;
    }

    private static void unseen(
            Table table, Column.Categorical column, Feature.Categorical fitted, List<String> remarks) {
        Set<String> known = new HashSet<>(fitted.categories());
        int[] rows = IntStream.range(0, table.rows())
                .filter(row -> !column.isMissing(row) && !known.contains(column.at(row)))
                .toArray();
        if (rows.length == 0) {
            return;
        }
        String category = String.valueOf(column.at(rows[0]));
        String guess = Nearest.to(category, fitted.categories())
                .map(name -> "; did you mean " + DataException.quote(name) + "?")
                .orElse("");
        String others = rows.length > 1 ? " (and so in %s other rows)".formatted(rows.length - 1) : "";
        remarks.add("%s: column %s holds %s, which training never saw%s%s"
                .formatted(
                        table.where(rows[0]),
                        DataException.quote(column.name()),
                        DataException.quote(category),
                        others,
                        guess));
    }

    private static boolean looksLikeClasses(Column.Numeric column) {
        Set<Double> distinct = new HashSet<>();
        for (int row = 0; row < column.rows() && distinct.size() <= FEW; row++) {
            distinct.add(column.at(row));
        }
        return distinct.size() <= FEW && distinct.stream().allMatch(value -> value == Math.rint(value));
    }
}
