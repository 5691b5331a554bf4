package lanegrad.data.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanegrad.data.Column;
import lanegrad.data.ColumnType;
import lanegrad.data.DataException;
import lanegrad.data.Schema;
import lanegrad.data.Source;
import lanegrad.data.Table;
import org.junit.jupiter.api.Test;

class ToysTest {
    private static final Schema GUESS = Schema.guess(Map.of());

    private static Table make(Source source, long seed) {
        return source.read(Path.of(""), GUESS, seed);
    }

    private static double at(Table table, String column, int row) {
        return ((Column.Numeric) table.column(column)).at(row);
    }

    private static List<?> labels(Table table) {
        return ((Column.Categorical) table.column("y")).values();
    }

    @Test
    void xorIsTheTruthTable() {
        Table table = make(new Xor(2), 0);
        assertThat(table.rows()).isEqualTo(8);
        assertThat(labels(table)).isEqualTo(List.of("0", "1", "1", "0", "0", "1", "1", "0"));
        for (int row = 0; row < 8; row++) {
            boolean y = at(table, "x1", row) != at(table, "x2", row);
            assertThat(labels(table).get(row)).isEqualTo(y ? "1" : "0");
        }
    }

    @Test
    void spiralsWithoutNoiseLieOnTheirArms() {
        Table table = make(new Spirals(400, 0, 1.5), 3);
        for (int row = 0; row < 400; row++) {
            double x1 = at(table, "x1", row);
            double x2 = at(table, "x2", row);
            double radius = Math.hypot(x1, x2);
            double arm = labels(table).get(row).equals("1") ? Math.PI : 0;
            double angle = Math.atan2(x2, x1) - arm - radius * Math.PI;
            assertThat(Math.cos(angle)).as("row %s", row).isCloseTo(1, within(1e-9));
            assertThat(radius).isBetween(0.5, 3.5);
        }
    }

    @Test
    void moonsWithoutNoiseAreHalfCircles() {
        Table table = make(new Moons(400, 0), 3);
        for (int row = 0; row < 400; row++) {
            boolean lower = labels(table).get(row).equals("1");
            double x1 = at(table, "x1", row) - (lower ? 1 : 0);
            double x2 = at(table, "x2", row) - (lower ? 0.5 : 0);
            assertThat(Math.hypot(x1, x2)).isCloseTo(1, within(1e-12));
            assertThat(lower ? -x2 : x2).isGreaterThanOrEqualTo(0);
        }
    }

    @Test
    void circlesWithoutNoiseHaveTheirRadii() {
        Table table = make(new Circles(400, 0), 3);
        for (int row = 0; row < 400; row++) {
            double radius = labels(table).get(row).equals("1") ? 0.5 : 1;
            assertThat(Math.hypot(at(table, "x1", row), at(table, "x2", row))).isCloseTo(radius, within(1e-12));
        }
    }

    @Test
    void blobsWithoutNoiseAreTheirCentres() {
        Table table = make(new Blobs(11, 4, 0), 3);
        assertThat(labels(table)).isEqualTo(List.of("0", "1", "2", "3", "0", "1", "2", "3", "0", "1", "2"));
        double[][] centres = {{4, 0}, {0, 4}, {-4, 0}, {0, -4}};
        for (int row = 0; row < 11; row++) {
            assertThat(at(table, "x1", row)).isCloseTo(centres[row % 4][0], within(1e-12));
            assertThat(at(table, "x2", row)).isCloseTo(centres[row % 4][1], within(1e-12));
        }
    }

    @Test
    void noiseHasItsDeviation() {
        for (Source[] pair : new Source[][] {
            {new Moons(20_000, 0), new Moons(20_000, 0.2)},
            {new Spirals(20_000, 0), new Spirals(20_000, 0.2)},
            {new Circles(20_000, 0), new Circles(20_000, 0.2)},
            {new Blobs(20_000, 3, 0), new Blobs(20_000, 3, 0.2)}
        }) {
            Table clean = make(pair[0], 1);
            Table noisy = make(pair[1], 1);
            for (String column : List.of("x1", "x2")) {
                double squares = 0;
                for (int row = 0; row < 20_000; row++) {
                    squares += Math.pow(at(noisy, column, row) - at(clean, column, row), 2);
                }
                assertThat(Math.sqrt(squares / 20_000)).isCloseTo(0.2, within(0.005));
            }
        }
    }

    @Test
    void pointsDependOnTheSeed() {
        for (Source source : List.of(new Moons(), new Spirals(), new Circles(), new Blobs(2000, 2, 1))) {
            assertThat(at(make(source, 1), "x1", 7)).isEqualTo(at(make(source, 1), "x1", 7));
            assertThat(at(make(source, 1), "x1", 7)).isNotEqualTo(at(make(source, 2), "x1", 7));
            assertThat(make(source, 1).rows()).isEqualTo(2000);
            assertThat(labels(make(source, 1)).stream().filter("1"::equals)).hasSize(1000);
        }
    }

    @Test
    void schemaChoosesTypes() {
        Table table =
                new Xor().read(Path.of(""), Schema.guess(Map.of("y", ColumnType.NUMERIC, "x2", ColumnType.IGNORE)), 0);
        assertThat(table.columns()).extracting(Column::name).containsExactly("x1", "y");
        assertThat(at(table, "y", 1)).isEqualTo(1);
        assertThatThrownBy(() -> new Xor().read(Path.of(""), Schema.guess(Map.of("x1", ColumnType.CATEGORICAL)), 0))
                .isInstanceOf(DataException.class)
                .hasMessage("toy xor: column 'x1' is numeric and can't be categorical");
        assertThatThrownBy(() -> new Xor().read(Path.of(""), Schema.guess(Map.of("z", ColumnType.IGNORE)), 0))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("toy xor: there is no column 'z'; did you mean 'y'?");
    }

    @Test
    void refusesSenselessNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Spirals(0, 0.1))
                .withMessage("spirals: rows must be at least 2 and at most 10000000, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Moons(10, -1))
                .withMessage("moons: noise must be at least 0.0 and at most 1000.0, but is -1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Spirals(10, 0, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Xor(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Circles(10, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Blobs(10, 1, 1))
                .withMessage("blobs: classes must be at least 2 and at most 1000, but is 1");
    }
}
