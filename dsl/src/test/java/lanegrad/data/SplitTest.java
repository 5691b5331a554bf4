package lanegrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {
    private static final List<String> TARGET = List.of("class");

    /** A table whose column {@code id} is the row's number. */
    private static Table classes(int a, int b, int c) {
        List<String> labels = new ArrayList<>();
        labels.addAll(Collections.nCopies(a, "a"));
        labels.addAll(Collections.nCopies(b, "b"));
        labels.addAll(Collections.nCopies(c, "c"));
        return new Table("t", List.of(ids(labels.size()), new Column.Categorical("class", labels)));
    }

    private static Table numbers(int rows) {
        return new Table(
                "t",
                List.of(
                        ids(rows),
                        new Column.Numeric(
                                "class",
                                IntStream.range(0, rows).asDoubleStream().toArray())));
    }

    private static Column ids(int rows) {
        return new Column.Numeric(
                "id", IntStream.range(0, rows).asDoubleStream().toArray());
    }

    private static double[] idsOf(Table table) {
        Column.Numeric ids = (Column.Numeric) table.column("id");
        return IntStream.range(0, table.rows()).mapToDouble(ids::at).toArray();
    }

    private static long count(Table table, String label) {
        return ((Column.Categorical) table.column("class"))
                .values().stream().filter(label::equals).count();
    }

    @Test
    void everyRowIsInOnePartAndKeepsItsPlace() {
        for (Table table : List.of(classes(50, 30, 20), numbers(100))) {
            Split split = Split.of(table, TARGET, 0.1, 0.2, 7);
            assertThat(split.validation().rows()).isEqualTo(10);
            assertThat(split.test().rows()).isEqualTo(20);
            for (Table part : List.of(split.train(), split.validation(), split.test())) {
                assertThat(idsOf(part)).isSorted();
            }
            assertThat(Stream.of(split.train(), split.validation(), split.test())
                            .map(SplitTest::idsOf)
                            .flatMapToDouble(DoubleStream::of)
                            .sorted()
                            .toArray())
                    .isEqualTo(idsOf(table));
        }
    }

    @Test
    void classesKeepTheirShares() {
        Split split = Split.of(classes(50, 30, 20), TARGET, 0.1, 0.2, 7);
        assertThat(List.of(count(split.test(), "a"), count(split.test(), "b"), count(split.test(), "c")))
                .containsExactly(10L, 6L, 4L);
        assertThat(List.of(
                        count(split.validation(), "a"), count(split.validation(), "b"), count(split.validation(), "c")))
                .containsExactly(5L, 3L, 2L);
    }

    @Test
    void partsDependOnTheSeedAlone() {
        Table table = classes(50, 30, 20);
        double[] first = idsOf(Split.of(table, TARGET, 0, 0.3, 1).test());
        assertThat(idsOf(Split.of(table, TARGET, 0, 0.3, 1).test())).isEqualTo(first);
        assertThat(idsOf(Split.of(table, TARGET, 0, 0.3, 2).test())).isNotEqualTo(first);
        assertThat(idsOf(Split.of(table.without(List.of("other")), TARGET, 0.2, 0.3, 1)
                        .test()))
                .as("whatever is validated with")
                .isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({ // by hand: floors, then the largest fractions until the rounded share of all is reached
        "5 3 2, 0.5, 3 1 1", // floors 2 1 1, fractions .5 .5 0, of 5 one is left: the first of equal fractions
        "7 2 1, 0.2, 2 0 0", // floors 1 0 0, fractions .4 .4 .2, of 2 one is left: the first of equal fractions
        "33 33 34, 0.1, 3 3 4", // floors 3 3 3, fractions .3 .3 .4, of 10 one is left
        "1 1 1, 0.5, 0 0 0", // nobody gives the last row
        "100, 0.29, 29", // although 0.29 * 100 < 29 in floating point
        "2, 0.9, 1"
    })
    void sharesAreRoundedByLargestRemainder(String sizes, double share, String given) {
        int[] groups = ints(sizes);
        assertThat(Split.apportion(groups, new int[groups.length], share)).isEqualTo(ints(given));
    }

    @Test
    void whatTheTestTookStaysTaken() {
        assertThat(Split.apportion(new int[] {4, 10}, new int[] {3, 0}, 0.5)).isEqualTo(new int[] {0, 6});
    }

    @Test
    void rareClassesStayInTraining() {
        Split split = Split.of(classes(40, 9, 1), TARGET, 0.25, 0.25, 3);
        assertThat(count(split.train(), "c")).isEqualTo(1);
        assertThat(split.test().rows()).isEqualTo(13);
        assertThat(split.validation().rows()).isEqualTo(13);
    }

    @Test
    void withoutSharesAllIsTraining() {
        Split split = Split.of(numbers(4), TARGET, 0, 0, 0);
        assertThat(split.train().rows()).isEqualTo(4);
        assertThat(split.validation().rows()).isZero();
        assertThat(split.test().rows()).isZero();
    }

    @Test
    void aShareThatTakesNoRowIsRefused() {
        assertThatThrownBy(() -> Split.of(numbers(4), TARGET, 0.1, 0, 0))
                .isInstanceOf(DataException.class)
                .hasMessage("t: validation: a share of 0.1 of 4 rows takes none; "
                        + "give a larger share, more rows, or a file of its own");
    }

    @Test
    void aMissingTargetIsRefusedWhereItStands() {
        Table table = new Table(
                "birds.csv", List.of(new Column.Categorical("class", Arrays.asList("a", null))), new int[] {2, 9});
        assertThatThrownBy(() -> Split.of(table, TARGET, 0, 0.5, 0))
                .isInstanceOf(DataException.class)
                .hasMessage("birds.csv:9: the target 'class' is missing; fill in the cell or remove the row");
    }

    private static int[] ints(String text) {
        return Stream.of(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
