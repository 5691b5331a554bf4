package lanegrad.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemarksTest {
    private final Table train = new Table(
            "cars.csv",
            List.of(
                    new Column.Categorical("name", List.of("beetle", "mini", "manta", "golf")),
                    new Column.Categorical("origin", List.of("germany", "france", "germany", "france")),
                    new Column.Numeric("wheels", 4, 4, 4, 4),
                    new Column.Numeric("mpg", 20, 30, 20, 25)));
    private final Features features = Features.fit(train, List.of("mpg"));

    @Test
    void onColumnsThatTeachNothing() {
        assertThat(Remarks.onTraining(train, features))
                .containsExactly(
                        "cars.csv: column 'name' holds 4 different texts in 4 rows; if it is a name or an identifier, "
                                + "leave it out by `columns: {name: ignore}`",
                        "cars.csv: nothing can be learned from what never varies: 'wheels'",
                        "cars.csv: the target 'mpg' is predicted as a number; if its few whole numbers are classes, "
                                + "say `columns: {mpg: categorical}`");
    }

    @Test
    void onNothingElse() {
        Table plain = new Table(
                "t",
                List.of(
                        new Column.Numeric("x", 1, 2, 3, 4),
                        new Column.Categorical("kind", List.of("a", "b", "a", "b")),
                        new Column.Numeric("y", 0.5, 1, 2, 3)));
        assertThat(Remarks.onTraining(plain, Features.fit(plain, List.of("y")))).isEmpty();
        assertThat(Remarks.onOthers(plain, Features.fit(plain, List.of("y")))).isEmpty();
    }

    @Test
    void onCategoriesThatTrainingNeverSaw() {
        Table others = new Table(
                "new.csv",
                List.of(new Column.Categorical("origin", Arrays.asList("germany", "frnace", null, "frnace", "japan"))),
                new int[] {2, 3, 4, 5, 6});
        assertThat(Remarks.onOthers(others, features))
                .containsExactly("new.csv:3: column 'origin' holds 'frnace', which training never saw "
                        + "(and so in 2 other rows); did you mean 'france'?");
    }
}
