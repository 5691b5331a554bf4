package lanegrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README and CONTRIBUTING show is cut from the examples, which the build compiles and runs. */
class ReadmeTest {
    private static final Map<String, String> FOLDERS = Map.of("java", "java", "kotlin", "kotlin", "yaml", "yaml");

    @ParameterizedTest
    @CsvSource({"README.md, 5", "CONTRIBUTING.md, 1"})
    void snippetsAreCutFromTheExamples(String page, int least) throws Exception {
        String readme = Files.readString(Path.of("..", page));
        List<MatchResult> snippets = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```")
                .matcher(readme)
                .results()
                .toList();
        assertThat(snippets).hasSizeGreaterThanOrEqualTo(least);
        for (MatchResult snippet : snippets) {
            assertThat(texts(FOLDERS.get(snippet.group(1))))
                    .as("an example with the snippet%n%s", snippet.group(2))
                    .anyMatch(text -> text.contains(flat(snippet.group(2))));
        }
    }

    private static List<String> texts(String folder) throws Exception {
        List<String> texts = new ArrayList<>();
        try (var files = Files.list(Path.of(folder))) {
            for (Path file : files.toList()) {
                texts.add(flat(Files.readString(file)));
            }
        }
        return texts;
    }

    /** A text without its indentation. */
    private static String flat(String text) {
        return text.lines().map(String::strip).reduce("", (a, b) -> a + "\n" + b);
    }
}
