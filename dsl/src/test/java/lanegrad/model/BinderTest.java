package lanegrad.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import lanegrad.data.ColumnType;
import lanegrad.data.DataSpec;
import lanegrad.data.Holdout;
import lanegrad.data.Share;
import lanegrad.data.Source;
import lanegrad.data.format.Csv;
import lanegrad.data.toy.Moons;
import lanegrad.data.toy.Spirals;
import lanegrad.data.toy.Xor;
import lanegrad.kernels.pointwise.LeakyRelu;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Step;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.init.Constant;
import lanegrad.nn.layer.Activation;
import lanegrad.nn.layer.Dense;
import lanegrad.nn.layer.Dropout;
import lanegrad.nn.layer.Residual;
import lanegrad.optim.Adam;
import lanegrad.optim.Optimizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinderTest {
    private static final Binder BINDER = new Binder(Catalog.STANDARD);

    private static <T> T bind(Class<T> type, String json) {
        return BINDER.bind(type, Json.read(json, ""));
    }

    @Test
    void spellingsOfALayer() {
        Dense dense = new Dense(64)
                .activation(new Activation(new Tanh()))
                .init(new Constant(0.5))
                .l2(1e-4)
                .bias(false);

        assertThat(bind(LayerSpec.class, "\"relu\"")).isEqualTo(new Activation(new Relu()));
        assertThat(bind(LayerSpec.class, "{\"relu\": null}")).isEqualTo(new Activation(new Relu()));
        assertThat(bind(LayerSpec.class, "{\"relu\": {}}")).isEqualTo(new Activation(new Relu()));
        assertThat(bind(LayerSpec.class, "\"leaky-relu\"")).isEqualTo(new Activation(new LeakyRelu(0.01f)));
        assertThat(bind(LayerSpec.class, "{\"leaky-relu\": 0.1}")).isEqualTo(new Activation(new LeakyRelu(0.1f)));
        assertThat(bind(LayerSpec.class, "{\"step\": {\"at-zero\": 0.5}}"))
                .isEqualTo(new Activation(new Step(0, 0.5f, 1)));
        assertThat(bind(LayerSpec.class, "\"dropout\"")).isEqualTo(new Dropout());
        assertThat(bind(LayerSpec.class, "{\"dense\": 64}")).isEqualTo(new Dense(64));
        assertThat(bind(
                        LayerSpec.class,
                        "{\"dense\": {\"units\": 64, \"activation\": \"tanh\", \"init\": {\"constant\": 0.5},"
                                + " \"l2\": 0.0001, \"bias\": false}}"))
                .isEqualTo(dense);
        assertThat(bind(
                        LayerSpec.class,
                        "{\"activation\": \"tanh\", \"dense\": 64, \"init\": {\"constant\": {\"value\": 0.5}},"
                                + " \"l2\": 1e-4, \"bias\": false}"))
                .isEqualTo(dense);
        assertThat(bind(LayerSpec.class, "{\"residual\": [{\"dense\": 64}, \"relu\"]}"))
                .isEqualTo(new Residual(List.of(new Dense(64), new Activation(new Relu()))));
        assertThat(bind(LayerSpec.class, "{\"residual\": {\"layers\": \"relu\"}}"))
                .isEqualTo(new Residual(List.of(new Activation(new Relu()))));
    }

    @Test
    void spellingsOfData() {
        assertThat(bind(Source.class, "\"a.csv\"")).isEqualTo(new Csv("a.csv"));
        assertThat(bind(Source.class, "{\"csv\": \"a.csv\"}")).isEqualTo(new Csv("a.csv"));
        assertThat(bind(Source.class, "{\"csv\": \"a.csv\", \"delimiter\": \";\", \"missing\": \"?\"}"))
                .isEqualTo(new Csv("a.csv", ";", List.of("?")));
        assertThat(bind(Source.class, "{\"toy\": \"spirals\"}")).isEqualTo(new Spirals());
        assertThat(bind(Source.class, "{\"toy\": \"spirals\", \"rows\": 10, \"noise\": 0.5}"))
                .isEqualTo(new Spirals(10, 0.5));
        assertThat(bind(Source.class, "{\"rows\": 10, \"toy\": \"spirals\"}")).isEqualTo(new Spirals(10, 0.1));
        assertThat(bind(Source.class, "{\"toy\": {\"moons\": 10}}")).isEqualTo(new Moons(10, 0.1));
        assertThat(bind(Source.class, "{\"toy\": {\"moons\": {\"rows\": 10}}}")).isEqualTo(new Moons(10, 0.1));
        assertThat(bind(Holdout.class, "0.25")).isEqualTo(new Share(0.25));
        assertThat(bind(Holdout.class, "\"a.csv\"")).isEqualTo(new Csv("a.csv"));
        assertThat(bind(Holdout.class, "{\"toy\": \"xor\"}")).isEqualTo(new Xor());
        assertThat(bind(DataSpec.class, "{\"train\": {\"toy\": \"xor\"}}")).isEqualTo(new DataSpec(new Xor()));
        assertThat(bind(
                        DataSpec.class,
                        "{\"train\": \"a.csv\", \"target\": \"y\", \"test\": 0.5, \"columns\": {\"x\": \"ignore\"}}"))
                .isEqualTo(new DataSpec(new Csv("a.csv"), "y")
                        .test(new Share(0.5))
                        .columns(Map.of("x", ColumnType.IGNORE)));
    }

    @Test
    void defaultsAreThoseOfTheConstructors() {
        assertThat(bind(Optimizer.class, "\"adam\"")).isEqualTo(new Adam());
        assertThat(bind(Optimizer.class, "{\"adam\": 0.1}")).isEqualTo(new Adam(0.1));
        assertThat(bind(Optimizer.class, "{\"adam\": {\"beta2\": 0.9}}")).isEqualTo(new Adam(0.001, 0.9, 0.9, 1e-8));
    }

    /** One component of each type. */
    public record Everything(
            int i,
            long l,
            float f,
            double d,
            boolean b,
            String s,
            Colour colour,
            List<Double> numbers,
            Map<String, List<Integer>> groups,
            @Nullable Inner inner,
            List<Inner> inners,
            LayerSpec layer) {
        /** With defaults. */
        public Everything() {
            this(1, 2, 3, 4, true, "s", Colour.DARK_RED, List.of(), Map.of(), null, List.of(), new Dropout());
        }
    }

    /** A record with something required. */
    public record Inner(String name, int size) {
        /** Of size 1. */
        public Inner(String name) {
            this(name, 1);
        }

        /** Checks the size. */
        public Inner {
            if (size < 1) {
                throw new IllegalArgumentException("size must be at least 1, but is " + size);
            }
        }
    }

    /** An enumeration. */
    public enum Colour {
        /** First. */
        DARK_RED,
        /** Second. */
        BLUE
    }

    @Test
    void componentsOfEveryType() {
        Everything value = new Everything(
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                Float.MIN_VALUE,
                -0.0,
                false,
                "\u0000é\n",
                Colour.BLUE,
                List.of(0.1, 1e300, Double.MIN_VALUE, 1e23, 123456789.0),
                Map.of("a.b", List.of(1, 2)),
                new Inner("x"),
                List.of(new Inner("y", 7)),
                new Dense(3));

        Node node = BINDER.write(Everything.class, value);

        assertThat(BINDER.bind(Everything.class, node)).isEqualTo(value);
        assertThat(bind(Everything.class, Json.write(node))).isEqualTo(value);
        assertThat(bind(Everything.class, "{}")).isEqualTo(new Everything());
        assertThat(bind(Everything.class, Json.write(BINDER.write(Everything.class, new Everything()))))
                .isEqualTo(new Everything());
        assertThat(bind(Everything.class, "{\"inner\": null}")).isEqualTo(new Everything());
    }

    @Test
    void numbersAreWrittenForPeople() {
        assertThat(Json.write(BINDER.write(Everything.class, new Everything())))
                .isEqualTo(
                        "{\"i\":1,\"l\":2,\"f\":3,\"d\":4,\"b\":true,\"s\":\"s\",\"colour\":\"dark-red\",\"numbers\":[],"
                                + "\"groups\":{},\"inner\":null,\"inners\":[],\"layer\":{\"dropout\":{\"rate\":0.5,\"inverted\":true}}}");
        assertThat(List.of(0.1, 0.0001, 1e-8, 2.5e-7, 100.0, 1e7, 1e20, -0.0).stream()
                        .map(d -> Json.write(Scalars.node(d))))
                .containsExactly("0.1", "0.0001", "1e-8", "2.5e-7", "100", "1e7", "1e20", "-0");
        assertThat(Json.write(Scalars.node(0.1f))).isEqualTo("0.1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteAreNotWritten(double number) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> BINDER.write(LayerSpec.class, new Dense(3).l2(0).init(new Constant(number))))
                .withMessage("a number that isn't finite can't be described: " + number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"i\": 2147483648} | i: expected a whole number from -2147483648 to 2147483647, got 2147483648",
                "{\"l\": 9223372036854775808} | l: expected a whole number from -9223372036854775808 to 9223372036854775807, got 9223372036854775808",
                "{\"i\": 1e3} | i: expected a whole number, got 1e3",
                "{\"f\": 1e39} | f: 1e39 is too large a number",
                "{\"f\": 1e-60} | f: 1e-60 is too small a number",
                "{\"d\": \"1\"} | d: expected a number, got the text '1'; write it without quotes",
                "{\"b\": \"true\"} | b: expected true or false, got 'true'",
                "{\"s\": []} | s: expected a text, got a list",
                "{\"colour\": \"dark_red\"} | colour: unknown value 'dark_red'; did you mean 'dark-red'? known: dark-red, blue",
                "{\"colour\": 3} | colour: expected one of dark-red, blue, got 3",
                "{\"numbers\": {\"a\": 1}} | numbers: expected a list, got a mapping with the key 'a'; write each item on a line of its own after '- '",
                "{\"numbers\": [1, null]} | numbers.1: expected a number, got nothing",
                "{\"groups\": [1]} | groups: expected 'key: value', got a list",
                "{\"groups\": {\"a\": [true]}} | groups.a.0: expected a whole number, got true",
                "{\"inner\": {}} | missing key 'name' in inner; add `name: ...`",
                "{\"inner\": {\"name\": null}} | missing value of 'name' in inner",
                "{\"inner\": \"x\"} | inner: expected 'key: value', got 'x'; the keys are name, size",
                "{\"inners\": [{\"name\": \"a\", \"size\": 0}]} | size must be at least 1, but is 0",
                "{\"layer\": null} | missing value of 'layer'; leave out the key for the default",
                "{\"layer\": []} | layer: expected a layer (<layers>), got a list",
                "{\"layer\": {}} | layer: expected a layer (<layers>), got an empty mapping"
            })
    void mistakesAreExplained(String json, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> BINDER.bind(Everything.class, Json.read(json, "a")))
                .withMessage("a: "
                        + message.replace("<layers>", String.join(", ", Catalog.STANDARD.names(LayerSpec.class))));
    }

    @Test
    void withoutAPlaceThePathIsTold() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> bind(Everything.class, "{\"inners\": [{\"name\": \"a\"}, {\"nam\": \"a\"}]}"))
                .withMessage("inners.1: unknown key 'nam' in inners.1; did you mean 'name'? known: name, size");
    }

    @Test
    void anEndlessListOfMistakesIsCutOff() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> bind(Everything.class, "{\"numbers\": [" + "true, ".repeat(100_000) + "1]}"))
                .satisfies(e -> assertThat(e.problems()).hasSize(50));
    }
}
