package lanegrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table(
            "birds.csv",
            List.of(
                    new Column.Numeric("mass", 3.5, Double.NaN, 4),
                    new Column.Categorical("island", Arrays.asList("Biscoe", null, "Dream"))),
            new int[] {2, 3, 5});

    @Test
    void knowsWhatIsMissing() {
        assertThat(table.rows()).isEqualTo(3);
        assertThat(table.column("mass").isMissing(1)).isTrue();
        assertThat(table.column("island").isMissing(1)).isTrue();
        assertThat(table.column("island").isMissing(2)).isFalse();
    }

    @Test
    void selectedRowsRememberTheirLines() {
        Table selected = table.select(2, 0);
        assertThat(selected.rows()).isEqualTo(2);
        assertThat(((Column.Numeric) selected.column("mass")).at(0)).isEqualTo(4);
        assertThat(((Column.Categorical) selected.column("island")).at(1)).isEqualTo("Biscoe");
        assertThat(selected.where(0)).isEqualTo("birds.csv:5");
        assertThat(table.select().rows()).isZero();
        assertThat(new Table("made", table.columns()).where(2)).isEqualTo("made, row 3");
    }

    @Test
    void columnsCanBeLeftOut() {
        assertThat(table.without(List.of("mass")).columns())
                .extracting(Column::name)
                .containsExactly("island");
    }

    @Test
    void schemaReadsOtherFilesAlike() {
        assertThat(table.schema())
                .isEqualTo(Schema.exactly(Map.of("mass", ColumnType.NUMERIC, "island", ColumnType.CATEGORICAL)));
        assertThat(table.schema().type("other")).isEqualTo(ColumnType.IGNORE);
        assertThat(Schema.guess(Map.of()).type("other")).isNull();
    }

    @Test
    void unknownColumnSuggestsTheNearest() {
        assertThatThrownBy(() -> table.column("iland"))
                .isInstanceOf(DataException.class)
                .hasMessage("birds.csv: there is no column 'iland'; did you mean 'island'? "
                        + "The columns are 'mass', 'island'");
        assertThatThrownBy(() -> table.column("colour"))
                .hasMessage("birds.csv: there is no column 'colour'. The columns are 'mass', 'island'");
        assertThat(table.find("iland")).isNull();
    }

    @Test
    void longListsOfColumnsAreShortened() {
        List<Column.Numeric> many = IntStream.range(0, 64)
                .mapToObj(i -> new Column.Numeric("p" + i, 1))
                .toList();
        assertThatThrownBy(() -> new Table("digits.csv", many).column("digit"))
                .hasMessageEndingWith("'p11' and 52 more");
    }

    @Test
    void columnsMustFitTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Table("t", List.of(new Column.Numeric("a", 1), new Column.Numeric("b", 1, 2))))
                .withMessage("t: column 'b' has 2 rows, but expected were 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Table("t", List.of(new Column.Numeric("a", 1), new Column.Numeric("a", 1))))
                .withMessage("t: two columns are named 'a'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Table("t", List.of()))
                .withMessage("t: a table needs at least one column");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Column.Numeric("a", Double.POSITIVE_INFINITY))
                .withMessage("column 'a': numbers must be finite (NaN if missing), but one is Infinity");
    }

    @Test
    void messagesStayOnOneLine() {
        assertThat(DataException.quote("a\nb")).isEqualTo("'a?b'");
        assertThat(DataException.quote("x".repeat(100))).isEqualTo("'" + "x".repeat(60) + "...'");
    }
}
