package lanegrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    private static final double MISSING = Double.NaN;

    private static Column.Numeric numbers(String name, double... values) {
        return new Column.Numeric(name, values);
    }

    private static Column.Categorical categories(String name, String... values) {
        return new Column.Categorical(name, Arrays.asList(values));
    }

    private static Table table(Column... columns) {
        return new Table("t", List.of(columns));
    }

    private static final Table TRAIN = table(
            numbers("mass", 1, 3, MISSING, 3, 1),
            numbers("length", 10, 10, 10, 10, 10),
            categories("island", "Dream", "Biscoe", null, "Dream", "Biscoe"),
            categories("sex", "male", "male", "female", "female", "female"),
            categories("kind", "10", "9", "10", "9", "2"));
    private static final Features FEATURES = Features.fit(TRAIN, List.of("kind"));

    @Test
    void statisticsOfTheTrainingRows() {
        assertThat(FEATURES.inputs())
                .containsExactly(
                        new Feature.Numeric("mass", 2, 1, true),
                        new Feature.Numeric("length", 10, 0, false),
                        new Feature.Categorical("island", List.of("Biscoe", "Dream"), true),
                        new Feature.Categorical("sex", List.of("female", "male"), false));
        assertThat(FEATURES.targets()).containsExactly(new Target.Classes("kind", List.of("2", "9", "10")));
        assertThat(FEATURES.width()).isEqualTo(8);
        assertThat(FEATURES.names())
                .containsExactly(
                        "mass",
                        "mass missing",
                        "length",
                        "island=Biscoe",
                        "island=Dream",
                        "island missing",
                        "sex=female",
                        "sex=male");
    }

    @Test
    void encodesTheTrainingRows() {
        Dataset data = FEATURES.encode(TRAIN);
        assertThat(data.rows()).isEqualTo(5);
        assertThat(data.width()).isEqualTo(8);
        assertThat(data.inputs())
                .containsExactly(
                        -1, 0, 0, 0, 1, 0, 0, 1, //
                        1, 0, 0, 1, 0, 0, 0, 1, //
                        0, 1, 0, 0, 0, 1, 1, 0, //
                        1, 0, 0, 0, 1, 0, 1, 0, //
                        -1, 0, 0, 1, 0, 0, 1, 0);
        assertThat(data.targetWidth()).isEqualTo(1);
        assertThat(data.targets()).containsExactly(2, 1, 2, 1, 0);
    }

    @Test
    void encodesWhatTrainingNeverSaw() {
        Table others = table(
                numbers("length", MISSING, 12),
                numbers("mass", 5, 2),
                categories("sex", null, "female"),
                categories("island", "Torgersen", "Dream"));
        Dataset data = FEATURES.encodeInputs(others);
        assertThat(data.inputs())
                .containsExactly(
                        3, 0, 0, 0, 0, 0, 0,
                        0, // an unseen category, and a missing one where none was, are none of them
                        0, 0, 0, 0, 1, 0, 1, 0); // a constant of training stays 0
        assertThat(data.targetWidth()).isZero();
        assertThat(data.targets()).isEmpty();
    }

    @Test
    void numbersToPredictAreStandardised() {
        Features features =
                Features.fit(table(numbers("x", 1, 2), numbers("a", 10, 30), numbers("b", 7, 7)), List.of("b", "a"));
        Target.Quantity b = new Target.Quantity("b", 7, 0);
        Target.Quantity a = new Target.Quantity("a", 20, 10);
        assertThat(features.targets()).containsExactly(b, a);
        Dataset data = features.encode(table(numbers("x", 1), numbers("a", 45), numbers("b", 7)));
        assertThat(data.targets()).containsExactly(0, 2.5f);
        assertThat(a.decode(2.5)).isEqualTo(45);
        assertThat(b.decode(0.1)).isEqualTo(7);
    }

    @Test
    void columnsWithoutAnyNumberSayNothing() {
        Features features =
                Features.fit(table(numbers("x", MISSING, MISSING), categories("y", "a", "b")), List.of("y"));
        assertThat(features.inputs()).containsExactly(new Feature.Numeric("x", 0, 0, false));
        assertThat(features.encodeInputs(table(numbers("x", 3))).inputs()).containsExactly(0);
    }

    @Test
    void schemasReadTablesForTheModel() {
        assertThat(FEATURES.inputSchema())
                .isEqualTo(Schema.exactly(Map.of(
                        "mass", ColumnType.NUMERIC,
                        "length", ColumnType.NUMERIC,
                        "island", ColumnType.CATEGORICAL,
                        "sex", ColumnType.CATEGORICAL)));
        assertThat(FEATURES.schema().type("kind")).isEqualTo(ColumnType.CATEGORICAL);
        assertThat(FEATURES.inputSchema().type("kind")).isEqualTo(ColumnType.IGNORE);
    }

    @Test
    void refusesWhatCannotBeFitted() {
        assertThatThrownBy(() -> Features.fit(TRAIN, List.of("kindd")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no column 'kindd'; did you mean 'kind'?");
        assertThatThrownBy(() -> Features.fit(TRAIN, List.of("mass")))
                .isInstanceOf(DataException.class)
                .hasMessage("t, row 3: the target 'mass' is missing; fill in the cell or remove the row");
        assertThatThrownBy(() -> Features.fit(table(numbers("y", 1, 2)), List.of("y")))
                .isInstanceOf(DataException.class)
                .hasMessage("t: there is no column to predict [y] from; expected one at least");
        assertThatThrownBy(() -> Features.fit(table(numbers("x", 1, 2), categories("y", "a", "a")), List.of("y")))
                .isInstanceOf(DataException.class)
                .hasMessage("t: the target 'y' has the single class [a] in the rows to train on; "
                        + "expected at least two classes");
        assertThatThrownBy(() -> Features.fit(TRAIN.select(), List.of("kind")))
                .isInstanceOf(DataException.class)
                .hasMessage("t: there are no rows; expected at least one to train on");
        String[] texts = IntStream.range(0, 10_001).mapToObj(i -> "n" + i).toArray(String[]::new);
        assertThatThrownBy(() ->
                        Features.fit(table(categories("name", texts), numbers("y", new double[10_001])), List.of("y")))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "t: column 'name' holds 10001 different texts, but at most 10000 categories can be encoded; "
                                + "leave it out by `columns: {name: ignore}`");
    }

    @Test
    void refusesWhatCannotBeEncoded() {
        Table shorter = TRAIN.without(List.of("mass"));
        assertThatThrownBy(() -> FEATURES.encode(shorter))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is no column 'mass'");
        Features small = Features.fit(table(numbers("x", 1, 2), categories("y", "cat", "dog")), List.of("y"));
        assertThatThrownBy(() -> small.encode(table(numbers("x", 1), categories("y", "cow"))))
                .isInstanceOf(DataException.class)
                .hasMessage("t, row 1: the target 'y' holds 'cow', a class that training never saw; "
                        + "expected one of 'cat', 'dog'");
        assertThatThrownBy(() -> small.encode(table(categories("x", "1"), categories("y", "cat"))))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "t: column 'x' is not numeric, as it was in training; read the table by the model's schema");
        assertThatThrownBy(() -> small.encode(table(numbers("x", 1), numbers("y", 1))))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("t: column 'y' is not categorical");
        assertThatThrownBy(() -> small.encodeInputs(table(numbers("x", 1e300))))
                .isInstanceOf(DataException.class)
                .hasMessage("t, row 1: column 'x' holds 1.0E300, too far from the numbers trained on "
                        + "(mean 1.5, deviation 0.5); correct the cell");
    }
}
