package lanegrad.examples;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lanegrad.cli.yaml.YamlReader;
import lanegrad.model.Binder;
import lanegrad.model.Catalog;
import lanegrad.model.ConfigException;
import lanegrad.model.Json;

/**
 * What {@code docs/vocabulary.yaml} says of the constructs of the texts, and the page that is made of it and of the
 * catalogue.
 *
 * @param kinds the kinds of things in the catalogue, with the tests that walk all of a kind
 * @param rows constructs that are no name of the catalogue
 */
public record Vocabulary(List<Section> kinds, List<Row> rows) {
    private static final Path PAGE = Path.of("..", "docs", "vocabulary.md");

    private static final Path SOURCE = Path.of("..", "docs", "vocabulary.yaml");
    private static final Binder BINDER = new Binder(Catalog.STANDARD);

    /**
     * All names of a kind.
     *
     * @param kind its class's name
     * @param title what the texts call it
     * @param tests walk all names, or show one
     * @param spellings of names that need more than themselves
     */
    public record Section(String kind, String title, List<String> tests, Map<String, String> spellings) {
        /** All names can stand alone. */
        public Section(String kind, String title, List<String> tests) {
            this(kind, title, tests, Map.of());
        }

        /** The lines of the catalogue. */
        List<Catalog.Line> lines() {
            return Catalog.STANDARD.lines().stream()
                    .filter(line -> line.kind().getSimpleName().equals(kind)
                            && !line.name().isEmpty()
                            && line.type().isRecord())
                    .toList();
        }

        /** A name with all its options. */
        private String spelled(Catalog.Line line) {
            String spelling = spellings.getOrDefault(line.name(), line.name());
            try {
                return Vocabulary.spelled(
                        line.kind(), BINDER.bind(line.kind(), YamlReader.read(spelling, line.name())));
            } catch (ConfigException _) {
                // It can't stand alone, and no one has given an example yet.
                return "%s: {%s: ...}".formatted(line.name(), options(line.type()));
            }
        }

        private static String options(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getName)
                    .collect(Collectors.joining(": ..., "));
        }
    }

    /**
     * A construct.
     *
     * @param row its number
     * @param what what it is
     * @param source where the texts describe it
     * @param tests what shows that it works
     * @param yaml how a config spells it; empty if it is no matter of configs
     * @param picture the example in {@code book/} that draws it, and the drawing's name in lower case; empty if there is none
     */
    public record Row(String row, String what, String source, List<String> tests, String yaml, String picture) {
        /** Without a picture. */
        public Row(String row, String what, String source, List<String> tests, String yaml) {
            this(row, what, source, tests, yaml, "");
        }

        /** Without a spelling. */
        public Row(String row, String what, String source, List<String> tests) {
            this(row, what, source, tests, "");
        }
    }

    /** Writes the page, unless it says the same already. */
    void write() throws IOException {
        String page = page();
        if (!Files.exists(PAGE) || !Files.readString(PAGE).equals(page)) {
            Files.writeString(PAGE, page);
        }
    }

    static Vocabulary read() {
        return BINDER.bind(Vocabulary.class, YamlReader.read(SOURCE));
    }

    private String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Vocabulary

                What the texts describe, how a config spells it, and the tests that show that it works. The build makes this
                page from `vocabulary.yaml`, the catalogue and the sources, and fails if a name or a row has no test.

                ## Constructs
                """);
        for (Row row : rows) {
            page.append("\n### %s %s\n\nSource: %s.\n".formatted(row.row, row.what, row.source));
            if (!row.yaml.isEmpty()) {
                page.append("\n```yaml\n").append(row.yaml.strip()).append("\n```\n");
            }
            page.append("\nTests: ").append(tests(row.tests)).append(".\n");
            if (!row.picture.isEmpty()) {
                page.append("\n![%s](pictures/%s.svg)\n".formatted(row.what, row.picture.toLowerCase(Locale.ROOT)));
                page.append("\nDrawn by [%s.java](../examples/book/%s.java).\n".formatted(row.picture, row.picture));
            }
        }
        for (Section section : kinds) {
            page.append("\n## ").append(section.title).append("\n\nTests of all: ");
            page.append(tests(section.tests)).append(".\n\n| name | with all its options | is |\n|---|---|---|\n");
            for (Catalog.Line line : section.lines()) {
                page.append(
                        "| `%s` | `%s` | %s |\n".formatted(line.name(), section.spelled(line), meaning(line.type())));
            }
        }
        return page.toString();
    }

    private static <T> String spelled(Class<T> kind, Object thing) {
        return Json.write(BINDER.write(kind, kind.cast(thing)))
                .replaceAll("\"([a-z][a-z0-9-]*)\"", "$1")
                .replace(":", ": ")
                .replaceAll(",(?=[^ ])", ", ")
                .replaceAll("^\\{(.*)\\}$", "$1")
                .replace("|", "\\|");
    }

    /** The first paragraph of a type's documentation. */
    private static String meaning(Class<?> type) throws IOException {
        Class<?> outer = type.isMemberClass() ? type.getDeclaringClass() : type;
        Path file = Path.of(outer.getName().replace('.', '/') + ".java");
        for (String module : List.of("kernels", "dsl")) {
            Path source = Path.of("..", module, "src", "main", "java").resolve(file);
            if (Files.exists(source)) {
                Matcher comment = Pattern.compile(
                                "(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:public )?record " + type.getSimpleName() + "\\b")
                        .matcher(Files.readString(source));
                if (comment.find()) {
                    return plain(comment.group(1));
                }
            }
        }
        throw new AssertionError("no documentation of " + type.getName());
    }

    private static String plain(String comment) {
        String text = comment.replaceAll("(?m)^\\s*\\* ?", "").strip();
        return text.split("(?m)^(<p>|<pre>|@|\\s*$)", 2)[0]
                .strip()
                .replaceAll("\\s+", " ")
                .replaceAll("\\{@code ([^}]*)\\}", "`$1`")
                .replaceAll("\\{@link #?([^} ]*)[^}]*\\}", "$1")
                .replace("|", "\\|");
    }

    private static String tests(List<String> names) {
        return String.join(", ", names.stream().map(name -> "`" + name + "`").toList());
    }
}
