package lanegrad.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "train.epochs | 3 | {\"train\":{\"epochs\":3,\"optimizer\":\"adam\"},\"model\":[\"relu\",{\"dropout\":0.2}]}",
                "train.batch | 3 | {\"train\":{\"epochs\":1,\"optimizer\":\"adam\",\"batch\":3},\"model\":[\"relu\",{\"dropout\":0.2}]}",
                "train.optimizer.sgd.rate | 3 | {\"train\":{\"epochs\":1,\"optimizer\":{\"sgd\":{\"rate\":3}}},\"model\":[\"relu\",{\"dropout\":0.2}]}",
                "model.1.dropout | 0.5 | {\"train\":{\"epochs\":1,\"optimizer\":\"adam\"},\"model\":[\"relu\",{\"dropout\":0.5}]}",
                "model.0 | \"tanh\" | {\"train\":{\"epochs\":1,\"optimizer\":\"adam\"},\"model\":[\"tanh\",{\"dropout\":0.2}]}",
                "train | [1] | {\"train\":[1],\"model\":[\"relu\",{\"dropout\":0.2}]}",
                "data.columns | [1] | {\"train\":{\"epochs\":1,\"optimizer\":\"adam\"},\"model\":[\"relu\",{\"dropout\":0.2}],\"data\":{\"columns\":[1]}}"
            })
    void aValueIsReplacedOrAdded(String path, String value, String expected) {
        Node node = Json.read(
                "{\"train\":{\"epochs\":1,\"optimizer\":\"adam\"},\"model\":[\"relu\",{\"dropout\":0.2}]}", "a.json");
        String before = Json.write(node);

        assertThat(Json.write(node.with(path, Json.read(value, "--set")))).isEqualTo(expected);
        assertThat(Json.write(node)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"2", "-1", "x", "99999999999"})
    void anItemMustBeThere(String index) {
        Node node = Json.read("{\"model\":[1,2]}", "a.json");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> node.with("model." + index, Json.read("3", "--set")))
                .withMessage("--set: model.%s: there is no item '%s'; the items are 0 to 1".formatted(index, index));
    }

    @Test
    void keysAreDifferent() {
        Node.Entry entry = new Node.Entry("a", "", Json.read("1", ""));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Node.Mapping(List.of(entry, entry), ""))
                .withMessage("the key 'a' is there twice");
    }
}
