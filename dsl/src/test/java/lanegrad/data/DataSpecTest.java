package lanegrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lanegrad.data.format.Csv;
import lanegrad.data.toy.Moons;
import lanegrad.data.toy.Xor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSpecTest {
    @TempDir
    private Path folder;

    @Test
    void readsAndSplits() throws IOException {
        Files.writeString(folder.resolve("train.csv"), "x,y\n" + "1,a\n2,b\n".repeat(10));
        Split split = new DataSpec(new Csv("train.csv"), "y")
                .validation(new Share(0.1))
                .test(new Share(0.2))
                .read(folder, 0);
        assertThat(split.train().rows()).isEqualTo(14);
        assertThat(split.validation().rows()).isEqualTo(2);
        assertThat(split.test().rows()).isEqualTo(4);
    }

    @Test
    void otherFilesAreReadByTheTypesOfTheFirst() throws IOException {
        Files.writeString(folder.resolve("train.csv"), "x,y\n1,a\n2,b\n");
        Files.writeString(folder.resolve("test.csv"), "y,extra,x\na,7,NA\n7,7,5\n");
        Split split = new DataSpec(new Csv("train.csv"), "y")
                .test(new Csv("test.csv"))
                .read(folder, 0);
        assertThat(split.train().rows()).isEqualTo(2);
        assertThat(split.test().columns()).extracting(Column::name).containsExactly("y", "x");
        assertThat(((Column.Categorical) split.test().column("y")).values()).containsExactly("a", "7");

        Files.writeString(folder.resolve("bad.csv"), "y,X_\na,1\n");
        assertThatThrownBy(() -> new DataSpec(new Csv("train.csv"), "y")
                        .test(new Csv("bad.csv"))
                        .read(folder, 0))
                .isInstanceOf(DataException.class)
                .hasMessage("bad.csv:1: there is no column 'x'; did you mean 'X_'? The columns are 'y', 'X_'");
    }

    @Test
    void madeDataIsTestedOnOtherPoints() {
        Split split =
                new DataSpec(new Moons(100, 0.1)).test(new Moons(100, 0.1)).read(folder, 5);
        Column.Numeric train = (Column.Numeric) split.train().column("x1");
        Column.Numeric test = (Column.Numeric) split.test().column("x1");
        assertThat(test.at(0)).isNotEqualTo(train.at(0));
    }

    @Test
    void toysKnowTheirTarget() {
        DataSpec spec = new DataSpec(new Xor());
        assertThat(spec.target()).containsExactly("y");
        assertThat(spec).isEqualTo(new DataSpec(new Xor(), "y"));
        assertThat(spec.columns(Map.of("y", ColumnType.NUMERIC))
                        .read(folder, 0)
                        .train()
                        .column("y"))
                .isInstanceOf(Column.Numeric.class);
    }

    @Test
    void anAbsentTargetSuggestsTheNearest() throws IOException {
        Files.writeString(folder.resolve("train.csv"), "x,digit\n1,2\n");
        assertThatThrownBy(() -> new DataSpec(new Csv("train.csv"), "digti").read(folder, 0))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "train.csv: there is no column 'digti'; did you mean 'digit'? The columns are 'x', 'digit'");
    }

    @Test
    void partsMustGoTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataSpec(new Csv("a.csv")))
                .withMessage("target: the column to predict is missing, such as `target: price`");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataSpec(new Csv("a.csv"), "y", "y"))
                .withMessage("target: a column is named twice: y, y");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataSpec(new Csv("a.csv"), "y").columns(Map.of("y", ColumnType.IGNORE)))
                .withMessage("columns: the target 'y' can't be ignored");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Share(1.5))
                .withMessage("a share must be at least 0 and below 1, but is 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Share(Double.NaN))
                .withMessage("a share must be at least 0 and below 1, but is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataSpec(new Csv("a.csv"), "y")
                        .validation(new Share(0.5))
                        .test(new Share(0.5)))
                .withMessage("validation, test: the shares must leave rows to train on, but 0.5 and 0.5 add up to 1.0");
    }
}
