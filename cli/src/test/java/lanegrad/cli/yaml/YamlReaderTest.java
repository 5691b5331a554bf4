package lanegrad.cli.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lanegrad.model.ConfigException;
import lanegrad.model.Json;
import lanegrad.model.Node;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    @TempDir
    Path folder;

    @Test
    void valuesKnowTheirPlaces() throws IOException {
        Path file = folder.resolve("a.yaml");
        Files.writeString(file, "# a comment\ntrain:\n  epochs: 3\nmodel:\n  - dense: 8\n  - relu\n");

        Node.Mapping root = (Node.Mapping) YamlReader.read(file);

        assertThat(places(root))
                .isEqualTo("@2:1{train@2:1=@3:3{epochs@3:3=3@3:11} model@4:1=@5:3[@5:5{dense@5:5=8@5:12} relu@6:5]}");
    }

    private static String places(Node node) {
        String where = node.where().replaceFirst(".*a\\.yaml:", "@");
        return switch (node) {
            case Node.Scalar scalar -> scalar.text() + where;
            case Node.Sequence sequence ->
                sequence.items().stream()
                        .map(YamlReaderTest::places)
                        .collect(Collectors.joining(" ", where + "[", "]"));
            case Node.Mapping mapping ->
                mapping.entries().stream()
                        .map(entry -> entry.key() + entry.where().replaceFirst(".*a\\.yaml:", "@") + "="
                                + places(entry.value()))
                        .collect(Collectors.joining(" ", where + "{", "}"));
        };
    }

    /** The core schema of YAML 1.2, section 10.3.2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "3 | NUMBER", "-3 | NUMBER", "+3 | NUMBER", "0x1F | NUMBER", "1e-3 | NUMBER", ".5 | NUMBER",
                        ".inf | NUMBER",
                "true | BOOL", "False | BOOL", "null | NULL", "~ | NULL", "yes | TEXT", "on | TEXT", "'3' | TEXT",
                "\"true\" | TEXT", "1_000 | TEXT", "12:30 | TEXT", "relu | TEXT", "2026-01-01 | TEXT"
            })
    void singleValues(String text, Node.Kind kind) {
        Node.Scalar scalar = (Node.Scalar) YamlReader.value(text, "here");

        assertThat(scalar.kind()).isEqualTo(kind);
        assertThat(scalar.text()).isEqualTo(text.replaceAll("['\"]", ""));
        assertThat(scalar.where()).isEqualTo("here");
    }

    @Test
    void noTextIsNull() {
        assertThat(YamlReader.value("", "here")).isEqualTo(new Node.Scalar(Node.Kind.NULL, "", "here"));
    }

    @Test
    void jsonIsYaml() {
        String json = "{\"a\":[1,-2.5e-3,true,null,\"x: \\\"y\\\" \\u00e9 #\"],\"b\":{}}";

        assertThat(Json.write(YamlReader.read(json, "a.json")))
                .isEqualTo("{\"a\":[1,-2.5e-3,true,null,\"x: \\\"y\\\" é #\"],\"b\":{}}");
    }

    @Test
    void linesMayEndLikeOnWindows() {
        assertThat(Json.write(YamlReader.read("\uFEFFa: 1\r\nb:\r\n  - c\r\n", "a")))
                .isEqualTo("{\"a\":1,\"b\":[\"c\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n", "---\n...\n"})
    void anEmptyConfigIsRefused(String text) {
        assertRefused(() -> YamlReader.read(text, "a.yaml"))
                .withMessageStartingWith("a.yaml: nothing is in it; expected a config");
    }

    @Test
    void aBillionLaughsAreRefusedAtTheFirst() {
        String bomb = "a: &a [lol, lol]\n"
                + IntStream.range(0, 30)
                        .mapToObj("b%d: [*a, *a, *a]\n"::formatted)
                        .collect(Collectors.joining());

        assertRefused(() -> YamlReader.read(bomb, "a.yaml"))
                .withMessageStartingWith("a.yaml:1:4: anchors can't be used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void deepNestingIsRefusedAtOnce(String open) {
        String bomb = open.repeat(100_000);

        assertTimeout(Duration.ofSeconds(2), () -> assertRefused(() -> YamlReader.read(bomb, "a.yaml")));
    }

    @Test
    void deepNestingIsNamed() {
        assertRefused(() -> YamlReader.read("[".repeat(65) + "]".repeat(65), "a.yaml"))
                .withMessage("a.yaml:1:65: nested deeper than 64 levels");
        assertThat(YamlReader.read("[".repeat(64) + "]".repeat(64), "a.yaml")).isInstanceOf(Node.Sequence.class);
    }

    @Test
    void longTextsAreRefused() {
        assertRefused(() -> YamlReader.read("a: " + "x".repeat(1_000_000), "a.yaml"))
                .withMessage("a.yaml: this is longer than 1,000,000 characters; is it a config?");
    }

    @Test
    void filesThatAreNone() throws IOException {
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, new byte[] {'a', ':', ' ', (byte) 0xE4});

        assertRefused(() -> YamlReader.read(folder))
                .withMessageEndingWith("this is a folder; name the config file in it");
        assertRefused(() -> YamlReader.read(folder.resolve("b.yaml")))
                .withMessageEndingWith("there is no such file; check the path");
        assertRefused(() -> YamlReader.read(latin))
                .withMessageEndingWith("this isn't a text in UTF-8; save it in that encoding");
    }

    private static ThrowableAssertAlternative<ConfigException> assertRefused(ThrowingCallable work) {
        return assertThatExceptionOfType(ConfigException.class).isThrownBy(work);
    }
}
