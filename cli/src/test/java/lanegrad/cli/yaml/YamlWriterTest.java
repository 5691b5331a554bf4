package lanegrad.cli.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lanegrad.model.Json;
import lanegrad.model.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
    @Test
    void shortLeavesTakeALine() {
        Node node = Json.read("""
                {"name": "a", "model": [{"dense": {"units": 8, "activation": "tanh"}}, "relu", {"dropout": 0.2}],
                 "data": {"target": ["y"], "columns": {}}}
                """, "");

        assertThat(YamlWriter.write(node)).isEqualTo("""
                        name: a
                        model:
                          - dense: {units: 8, activation: tanh}
                          - relu
                          - dropout: 0.2
                        data:
                          target: [y]
                          columns: {}
                        """);
    }

    /** Each is read back as the same text, as a value, a key, an item of a list and in a leaf on one line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "relu",
                "true",
                "null",
                "~",
                "3",
                "1e5",
                ".inf",
                "0x1F",
                "-",
                "- a",
                "a: b",
                "a #b",
                "#a",
                "'",
                "\"",
                "it's",
                "{a",
                "[a",
                "a]",
                "a, b",
                "*a",
                "&a",
                "!a",
                "|",
                ">",
                "%",
                "@",
                "`",
                "?",
                "? a",
                "a\nb",
                "\n",
                "a\n",
                " a",
                "a ",
                "\t",
                "a\tb",
                "\u0000",
                "\u0007",
                "\u0085",
                "\u2028",
                "\uFEFF",
                "é",
                "日本",
                "\uD83D\uDE00",
                "---",
                "...",
                "<<",
                "=",
                "yes",
                "no",
                "2026-01-01",
                "12:30",
                "a:",
                ":a",
                "\\n",
                "C:\\x",
                "data/digits.csv"
            })
    void textsSurvive(String text) {
        Node.Scalar scalar = new Node.Scalar(Node.Kind.TEXT, text, "");
        Node leaf = Json.read(Json.write(new Node.Sequence(List.of(scalar, scalar), "")), "");
        Node node = new Node.Mapping(
                List.of(
                        new Node.Entry(text, "", scalar),
                        new Node.Entry("b" + text, "", leaf),
                        new Node.Entry("c", "", leaf)),
                "");

        assertThat(Json.write(YamlReader.read(YamlWriter.write(node), "a"))).isEqualTo(Json.write(node));
        assertThat(Json.write(YamlReader.value(YamlWriter.write(scalar), "a"))).isEqualTo(Json.write(scalar));
    }

    @Test
    void longTextsStayOnALine() {
        String text = "word ".repeat(100).strip();

        assertThat(YamlWriter.write(Json.read("{\"a\": \"" + text + "\"}", ""))).isEqualTo("a: " + text + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "[[],[{}]]",
                "{\"a\":{\"b\":{\"c\":null}},\"d\":[[1,2],[true,\"x\"]]}",
                "1",
                "\"a\"",
                "null"
            })
    void shapesSurvive(String json) {
        assertThat(Json.write(YamlReader.value(YamlWriter.write(Json.read(json, "")), "a")))
                .isEqualTo(json);
    }
}
