package lanegrad.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import lanegrad.cli.yaml.YamlReader;
import lanegrad.model.Binder;
import lanegrad.model.Catalog;
import lanegrad.model.Node;
import lanegrad.train.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of all constructs is true: every one has a test that exists and a spelling that is understood. */
class VocabularyTest {
    private static final Vocabulary VOCABULARY = Vocabulary.read();

    /** Kinds that no one spells: what was fitted to columns. */
    private static final Set<String> OF_MODEL_FILES = Set.of("Feature", "Target");

    static List<Vocabulary.Row> rows() {
        return VOCABULARY.rows();
    }

    static Stream<Vocabulary.Section> kinds() {
        return VOCABULARY.kinds().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowHasATest(Vocabulary.Row row) throws IOException {
        assertExist(row.tests());
    }

    /** From A to H, in each from 1 on: a row that is taken out leaves a gap. */
    @Test
    void noRowIsMissing() {
        List<String> numbers = rows().stream()
                .map(Vocabulary.Row::row)
                .filter(row -> !row.contains("."))
                .toList();
        Map<Character, Integer> last = new TreeMap<>();
        for (String number : numbers) {
            assertThat(Integer.parseInt(number.substring(1)))
                    .as(number)
                    .isEqualTo(last.merge(number.charAt(0), 1, Integer::sum));
        }
        assertThat(last.keySet()).containsExactly('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H');
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyPictureIsThere(Vocabulary.Row row) {
        if (!row.picture().isEmpty()) {
            String name = row.picture().toLowerCase(Locale.ROOT) + ".svg";
            assertThat(Path.of("book", row.picture() + ".java")).exists();
            assertThat(Path.of("..", "docs", "pictures", name)).exists();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindHasATest(Vocabulary.Section section) throws IOException {
        assertExist(section.tests());
        assertThat(section.lines()).as("names of " + section.kind()).isNotEmpty();
    }

    @Test
    void noKindIsMissing() {
        assertThat(Catalog.STANDARD.lines().stream()
                        .filter(line -> !line.name().isEmpty() && line.type().isRecord())
                        .map(line -> line.kind().getSimpleName())
                        .filter(kind -> !OF_MODEL_FILES.contains(kind))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(VOCABULARY.kinds().stream()
                        .map(Vocabulary.Section::kind)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everySpellingIsUnderstood(Vocabulary.Row row) {
        if (!row.yaml().isEmpty()) {
            Node node = YamlReader.read(row.yaml(), row.row());
            for (String[] missing :
                    new String[][] {{"name", "a"}, {"seed", "0"}, {"data", "{train: {toy: xor}}"}, {"model", "[]"}}) {
                if (((Node.Mapping) node).entry(missing[0]) == null) {
                    node = node.with(missing[0], YamlReader.read(missing[1], row.row()));
                }
            }
            Node whole = node;
            assertThatCode(() -> new Binder(Catalog.STANDARD).bind(Experiment.class, whole))
                    .doesNotThrowAnyException();
        }
    }

    /** The page follows the catalogue by itself; whoever changed it commits the page too. */
    @Test
    void thePageIsWritten() {
        assertThatCode(VOCABULARY::write).doesNotThrowAnyException();
    }

    /** Each is {@code package.Class} or {@code package.Class#method}, in the tests of some module. */
    private static void assertExist(List<String> tests) throws IOException {
        assertThat(tests).isNotEmpty();
        for (String test : tests) {
            String[] parts = test.split("#");
            List<Path> files = new ArrayList<>();
            for (String module : List.of("kernels", "dsl", "cli", "examples")) {
                Path file = Path.of("..", module, "src", "test", "java", parts[0].replace('.', '/') + ".java");
                if (Files.exists(file)) {
                    files.add(file);
                }
            }
            assertThat(files).as("a file with the test " + test).hasSize(1);
            if (parts.length > 1) {
                assertThat(Files.readString(files.getFirst())).as(test).containsPattern("void " + parts[1] + "\\(");
            }
        }
    }
}
