package lanegrad.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lanegrad.data.Column;
import lanegrad.data.ColumnType;
import lanegrad.data.DataException;
import lanegrad.data.Schema;
import lanegrad.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    private static final Schema GUESS = Schema.guess(Map.of());

    @TempDir
    private Path folder;

    private Table read(String text) throws IOException {
        return read(new Csv("t.csv"), text, GUESS);
    }

    private Table read(Csv csv, String text, Schema schema) throws IOException {
        Files.writeString(folder.resolve(csv.path()), text);
        return csv.read(folder, schema, 0);
    }

    private void refuses(String text, String message) {
        refuses(GUESS, text, message);
    }

    private void refuses(Schema schema, String text, String message) {
        assertThatThrownBy(() -> read(new Csv("t.csv"), text, schema))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    private static double[] numbers(Table table, String column) {
        Column.Numeric numbers = (Column.Numeric) table.column(column);
        double[] values = new double[table.rows()];
        Arrays.setAll(values, numbers::at);
        return values;
    }

    private static List<?> texts(Table table, String column) {
        return ((Column.Categorical) table.column(column)).values();
    }

    @Test
    void guessesTypesOverTheWholeFile() throws IOException {
        Table table = read("mass,island,code,none\n1.5,Dream,1,\nNA,,x,\n-2e3,\"Bis,coe\",3,NA\n");
        assertThat(numbers(table, "mass")).containsExactly(1.5, Double.NaN, -2000);
        assertThat(texts(table, "island")).isEqualTo(Arrays.asList("Dream", null, "Bis,coe"));
        assertThat(texts(table, "code")).isEqualTo(List.of("1", "x", "3"));
        assertThat(numbers(table, "none")).containsOnly(Double.NaN);
        assertThat(table.source()).isEqualTo("t.csv");
    }

    @Test
    void rowsRememberTheirLines() throws IOException {
        Table table = read("a,b\r\n1,\"x\r\ny\"\r\n\r\n2,z\r\n");
        assertThat(table.where(0)).isEqualTo("t.csv:2");
        assertThat(table.where(1)).isEqualTo("t.csv:5");
        assertThat(texts(table, "b")).isEqualTo(List.of("x\r\ny", "z"));
    }

    @Test
    void spacesAndAByteOrderMarkDoNotCount() throws IOException {
        Table table = read("\uFEFF\"a\" , b\n 1 , x \n");
        assertThat(numbers(table, "a")).containsExactly(1);
        assertThat(texts(table, "b")).isEqualTo(List.of("x"));
    }

    @Test
    void otherDelimitersAndMarks() throws IOException {
        Table table = read(new Csv("t.csv", ";", List.of("?")), "a;b\n1;NA\n?;x\n", GUESS);
        assertThat(numbers(table, "a")).containsExactly(1, Double.NaN);
        assertThat(texts(table, "b")).isEqualTo(List.of("NA", "x"));
        assertThat(numbers(read(new Csv("t.tsv", "\t", List.of()), "a\tb\n1\t2\n", GUESS), "b"))
                .containsExactly(2);
    }

    @Test
    void longFilesAreReadWhole() throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 5000; i++) {
            text.append(i).append(",c").append(i % 7).append('\n');
        }
        Table table = read(text.toString());
        assertThat(table.rows()).isEqualTo(5000);
        assertThat(numbers(table, "x")[4999]).isEqualTo(4999);
        assertThat(texts(table, "y").get(4999)).isEqualTo("c1");
        assertThat(table.where(4999)).isEqualTo("t.csv:5001");
    }

    @Test
    void typesCanBeImposed() throws IOException {
        Schema schema =
                Schema.guess(Map.of("zip", ColumnType.CATEGORICAL, "id", ColumnType.IGNORE, "x", ColumnType.NUMERIC));
        Table table = read(new Csv("t.csv"), "id,zip,x\nq,01,1\nr,1.0,2\n", schema);
        assertThat(table.columns()).extracting(Column::name).containsExactly("zip", "x");
        assertThat(texts(table, "zip")).isEqualTo(List.of("01", "1.0"));
    }

    @Test
    void anExactSchemaIgnoresOtherColumns() throws IOException {
        Schema schema = Schema.exactly(Map.of("x", ColumnType.NUMERIC));
        Table table = read(new Csv("t.csv"), "y,x\n1,1\n2,2\nwhat,3\n", schema);
        assertThat(table.columns()).extracting(Column::name).containsExactly("x");
    }

    @Test
    void aStreamIsReadOnceByKnownTypes() throws IOException {
        byte[] bytes = "x,y\n1,\n2,b\n".getBytes(StandardCharsets.UTF_8);
        Csv csv = new Csv("-");
        Schema schema = Schema.exactly(Map.of("x", ColumnType.NUMERIC, "y", ColumnType.CATEGORICAL));
        Table table = csv.read(new ByteArrayInputStream(bytes), "stdin", schema);
        assertThat(texts(table, "y")).isEqualTo(Arrays.asList(null, "b"));
        assertThat(table.where(1)).isEqualTo("stdin:3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> csv.read(new ByteArrayInputStream(bytes), "stdin", GUESS))
                .withMessage("stdin: types can't be guessed from what can be read only once");
    }

    @Test
    void aTextAmongNumbersIsRefused() {
        refuses(
                "x,y\n" + "1,a\n".repeat(9) + "heavy,b\n",
                "t.csv:11: column 'x' holds 'heavy', but 9 of its 10 cells are numbers; "
                        + "correct the cell, or list 'heavy' under `missing`, or say `columns: {x: categorical}`");
    }

    @Test
    void manyTextsAmongNumbersAreCategories() throws IOException {
        assertThat(read("x\n" + "1\n".repeat(8) + "a\nb\n").column("x").type()).isEqualTo(ColumnType.CATEGORICAL);
        assertThat(read("x\n1\na\n").column("x").type()).isEqualTo(ColumnType.CATEGORICAL);
    }

    @Test
    void aTextInADeclaredNumericColumnIsRefused() {
        refuses(
                Schema.guess(Map.of("mass", ColumnType.NUMERIC)),
                "mass\n1\nheavy\n",
                "t.csv:3: column 'mass' is numeric, but holds 'heavy'; "
                        + "correct the cell, or list 'heavy' under `missing`, or say `columns: {mass: categorical}`");
    }

    @Test
    void numbersThatAreNotFiniteAreRefused() throws IOException {
        for (String cell : List.of("NaN", "nan", "inf", "-Infinity", "1e999")) {
            refuses(
                    "x\n1\n" + cell + "\n",
                    "t.csv:3: column 'x' holds '" + cell + "', which is no finite number; correct the cell, or list '"
                            + cell + "' under `missing`");
        }
        Csv csv = new Csv("t.csv", ",", List.of("NaN"));
        assertThat(numbers(read(csv, "x\n1\nNaN\n", GUESS), "x")).containsExactly(1, Double.NaN);
        assertThat(texts(read("x\nnan\nnaan\n"), "x")).isEqualTo(List.of("nan", "naan"));
    }

    @Test
    void rowsMustHaveACellForEachColumn() {
        String remedy = " in the header; a cell that contains the delimiter or a line break needs quotes around it";
        refuses("a,b\n1,2\n1,2,3\n", "t.csv:3: 3 cells in this row, but 2 columns" + remedy);
        refuses("a,b,c\n1,2\n", "t.csv:2: 2 cells in this row, but 3 columns" + remedy);
    }

    @Test
    void theHeaderMustNameEveryColumn() {
        refuses("a,,c\n1,2,3\n", "t.csv:1: column 2 has no name; the first line must name every column");
        refuses(
                "a,b,a\n1,2,3\n",
                "t.csv:1: columns 1 and 3 are both named 'a'; "
                        + "the first line must name every column, each differently");
        refuses(
                "a;b\n1;2\n",
                "t.csv:1: there is one column, 'a;b'; if \";\" stands between cells, say {csv: t.csv, delimiter: \";\"}");
    }

    @Test
    void columnsOfTheSchemaMustBeThere() {
        refuses(
                Schema.guess(Map.of("iland", ColumnType.IGNORE)),
                "x,island\n1,a\n",
                "t.csv:1: there is no column 'iland'; did you mean 'island'? The columns are 'x', 'island'");
        refuses(
                Schema.guess(Map.of("x", ColumnType.IGNORE)),
                "x\n1\n",
                "t.csv: all columns are ignored; expected one to be read at least");
    }

    @Test
    void emptyFilesAreRefused() {
        refuses("", "t.csv: the file is empty; expected a line of column names, then rows");
        refuses("\n\n", "t.csv: the file is empty; expected a line of column names, then rows");
        refuses("a,b\n", "t.csv: there are no rows below the header; expected at least one");
    }

    @Test
    void absentFilesAreRefused() throws IOException {
        Path looked = folder.toAbsolutePath().normalize().resolve("data").resolve("none.csv");
        assertThatThrownBy(() -> new Csv("data/none.csv").read(folder, GUESS, 0))
                .isInstanceOf(DataException.class)
                .hasMessage("data/none.csv: there is no such file (looked for " + looked + "); correct the path");
        Files.createDirectory(folder.resolve("sub"));
        assertThatThrownBy(() -> new Csv("sub").read(folder, GUESS, 0))
                .isInstanceOf(DataException.class)
                .hasMessage("sub: this is a folder; expected a CSV file");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWhereTheyStand() throws IOException {
        Files.write(folder.resolve("t.csv"), "name,x\na,1\ncafé,2\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new Csv("t.csv").read(folder, GUESS, 0))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "t.csv:3: column 'name' holds bytes that aren't UTF-8: 'caf\uFFFD'; save the file in UTF-8");
        Files.write(folder.resolve("t.csv"), "name,x\na,1\n".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> new Csv("t.csv").read(folder, GUESS, 0))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("t.csv:1: column '1' holds bytes that aren't UTF-8");
    }

    @Test
    void brokenQuotesAreRefused() {
        assertThatThrownBy(() -> read("a,b\n1,2\n1,\"2\n3,4\n"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("t.csv:3: not a row of CSV: ")
                .hasMessageEndingWith("; check the quotes");
        assertThatThrownBy(() -> read("a,b\n\"1\"x,2\n"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("t.csv:2: not a row of CSV: ");
    }

    @Test
    void sizesAreLimited() {
        assertThatThrownBy(() -> read("a," + ",".repeat(20_000) + "\n"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("t.csv:1: not a row of CSV: ");
        assertThatThrownBy(() -> read("a\n" + "x".repeat(2_000_000) + "\n"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("t.csv:2: not a row of CSV: ");
    }

    @Test
    void theDelimiterIsOneCharacter() {
        for (String wrong : List.of("", ";;", "\"", "\n")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Csv("t.csv", wrong, List.of()))
                    .withMessageStartingWith("delimiter: expected one character between cells, such as \";\"");
        }
    }
}
