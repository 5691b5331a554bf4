package lanegrad.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "-0",
                "1e-7",
                "12345678901234567890123",
                "\"\"",
                "\"\\u0000\\n\\\"\\\\é\uD83D\uDE00\"",
                "{\"b\":[1,2.50,{\"a\":null}],\"a\":{\"\":[]}}"
            })
    void whatIsReadIsWritten(String text) {
        assertThat(Json.write(Json.read(text, ""))).isEqualTo(text);
    }

    @Test
    void valuesKnowTheirFile() {
        assertThat(Json.read("[1]", "a.json"))
                .isEqualTo(new Node.Sequence(List.of(new Node.Scalar(Node.Kind.NUMBER, "1", "a.json")), "a.json"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | a.json: expected JSON, got nothing",
                "[1 | a.json: not valid JSON at line 1, column",
                "{\"a\":1,\"a\":2} | a.json: the key 'a' is there twice",
                "[1] [2] | a.json: something follows after the JSON value",
                "{'a':1} | a.json: not valid JSON at line 1, column",
                "NaN | a.json: not valid JSON at line 1, column",
                "01 | a.json: not valid JSON at line 1, column",
                "[1,] | a.json: not valid JSON at line 1, column",
                "\"a | a.json: not valid JSON at line 1, column"
            })
    void mistakesAreNamed(String text, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Json.read(text, "a.json"))
                .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepNestingIsRefusedAtOnce(String open) {
        assertTimeout(
                Duration.ofSeconds(1),
                () -> assertThatExceptionOfType(ConfigException.class)
                        .isThrownBy(() -> Json.read(open.repeat(100_000), "a.json"))
                        .withMessageContaining("nesting depth"));
        assertThat(Json.read("[".repeat(64) + "]".repeat(64), "")).isInstanceOf(Node.Sequence.class);
    }

    @Test
    void millionsOfValuesAreRefused() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Json.read("[" + "0,".repeat(3_000_000) + "0]", "a.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".inf", "0x1F", "+1", ".5", "1.", "NaN"})
    void numbersThatJsonLacks(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.write(new Node.Scalar(Node.Kind.NUMBER, text, "")))
                .withMessage("JSON has no such number: " + text);
    }
}
