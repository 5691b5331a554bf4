package lanegrad.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lanegrad.data.Source;
import lanegrad.data.toy.Toy;
import lanegrad.kernels.pointwise.Lane;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.loss.Output;
import lanegrad.nn.Init;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.layer.Activation;
import lanegrad.nn.layer.Residual;
import lanegrad.optim.Clip;
import lanegrad.optim.Optimizer;
import lanegrad.optim.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every line of the catalogue; new lines are tested by themselves. */
class CatalogTest {
    private static final Binder BINDER = new Binder(Catalog.STANDARD);

    /** What a required key may be set to, by its type. */
    private static final Map<Class<?>, String> EXAMPLES = Map.of(
            int.class,
            "3",
            float.class,
            "0.25",
            double.class,
            "0.25",
            boolean.class,
            "true",
            String.class,
            "\"a\"",
            List.class,
            "[]",
            Double.class,
            "0.25",
            Output.class,
            "\"laplace\"");

    static Stream<Catalog.Line> records() {
        return Catalog.STANDARD.lines().stream().filter(line -> line.type().isRecord() && line.isNamed());
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatIsWrittenReadsBackEqual(Catalog.Line line) {
        for (Object thing : things(line)) {
            assertSurvives(line.kind(), thing);
        }
    }

    private static <T> void assertSurvives(Class<T> kind, Object thing) {
        Node node = BINDER.write(kind, kind.cast(thing));

        assertThat(BINDER.bind(kind, node)).isEqualTo(thing);
        assertThat(BINDER.bind(kind, Json.read(Json.write(node), ""))).isEqualTo(thing);
    }

    @ParameterizedTest
    @MethodSource("records")
    void allComponentsAreWritten(Catalog.Line line) {
        List<String> keys = new Blueprint(line.type()).keys();
        String text = Json.write(write(line.kind(), things(line).getFirst()));

        if (keys.size() > 1) {
            assertThat(keys).allSatisfy(key -> assertThat(text).contains("\"" + key + "\":"));
        } else {
            assertThat(text).startsWith(keys.isEmpty() ? "\"" + line.name() + "\"" : "{\"" + line.name() + "\":");
        }
    }

    private static <T> Node write(Class<T> kind, Object thing) {
        return BINDER.write(kind, kind.cast(thing));
    }

    @ParameterizedTest
    @MethodSource("records")
    void namesAreInKebabCaseAndOnce(Catalog.Line line) {
        assertThat(line.name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        assertThat(Catalog.STANDARD.names(line.kind())).containsOnlyOnce(line.name());
        assertThat(Stream.of(line.type().getConstructors())
                        .anyMatch(constructor -> constructor.getParameterCount()
                                == new Blueprint(line.type()).required().size()))
                .as("the shortest constructor takes the first components")
                .isTrue();
    }

    /** The thing of a line with the least said about it. */
    static Object plainest(Catalog.Line line) {
        return things(line).getFirst();
    }

    /** The plainest thing of a line, and for each component one in which it is another, where the record allows that. */
    private static List<Object> things(Catalog.Line line) {
        Blueprint blueprint = new Blueprint(line.type());
        List<Node.Entry> required = new ArrayList<>();
        for (String key : blueprint.required()) {
            Blueprint.Part part = blueprint.parts().get(blueprint.keys().indexOf(key));
            assertThat(EXAMPLES).as("an example for " + key).containsKey(element(part));
            String example = EXAMPLES.get(element(part));
            String text = part.type() == Map.class ? "{\"a\": %s}".formatted(example) : example;
            required.add(new Node.Entry(key, "", Json.read(text, "")));
        }
        Node.Mapping plainest = new Node.Mapping(required, "");
        List<Object> things = new ArrayList<>();
        things.add(bind(line, plainest));
        for (Blueprint.Part part : blueprint.parts()) {
            for (Node other : others(part)) {
                try {
                    things.add(bind(line, plainest.with(part.key(), other)));
                } catch (ConfigException _) {
                    // Not every value is one of every component.
                }
            }
        }
        return things;
    }

    /** The type of a component, or of what a map holds. */
    private static Class<?> element(Blueprint.Part part) {
        return part.type() == Map.class ? (Class<?>) Reading.argument(part.generic(), 1) : part.type();
    }

    private static Object bind(Catalog.Line line, Node options) {
        return BINDER.bind(line.kind(), new Node.Mapping(List.of(new Node.Entry(line.name(), "", options)), ""));
    }

    private static List<Node> others(Blueprint.Part part) {
        List<String> names = Catalog.STANDARD.names(part.type());
        if (!names.isEmpty()) {
            return names.stream()
                    .map(name -> (Node) new Node.Scalar(Node.Kind.TEXT, name, ""))
                    .toList();
        }
        return Stream.of("7", "0.125", "-1e-30", "1234567.5", "3.4e38", "true", "false", "\";\"", "[\"é\", \"\"]", "[]")
                .map(text -> Json.read(text, ""))
                .toList();
    }

    @Test
    void theNamesOfTheContract() {
        assertThat(Catalog.STANDARD.names(LayerSpec.class))
                .contains(
                        "dense",
                        "dropout",
                        "residual",
                        "identity",
                        "relu",
                        "leaky-relu",
                        "tanh",
                        "sigmoid",
                        "softplus");
        assertThat(Catalog.STANDARD.names(Init.class))
                .contains("zeros", "constant", "normal", "uniform", "xavier", "glorot", "he", "lecun", "orthogonal");
        assertThat(Catalog.STANDARD.names(Output.class)).contains("auto", "gaussian", "bernoulli", "categorical");
        assertThat(Catalog.STANDARD.names(Optimizer.class))
                .contains("sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw", "nadam", "lion");
        assertThat(Catalog.STANDARD.names(Clip.class)).containsExactly("value", "norm", "parameter-norm");
        assertThat(Catalog.STANDARD.names(Schedule.class))
                .containsExactly("constant", "step", "exponential", "cosine", "polynomial", "one-cycle", "plateau");
        assertThat(Catalog.STANDARD.names(Source.class)).contains("csv", "toy");
        assertThat(Catalog.STANDARD.names(Toy.class)).contains("xor", "spirals", "moons", "circles", "blobs");
    }

    /** An activation of one's own. */
    public record Half(double factor) implements Pointwise {
        /** One half. */
        public Half() {
            this(0.5);
        }

        @Override
        public double at(double x) {
            return factor * x;
        }

        @Override
        public float at(float x) {
            return (float) factor * x;
        }

        @Override
        public Lane lane() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Pointwise slope() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void oneCanAddOnesOwn() {
        Catalog catalog = Catalog.STANDARD.with(new Catalog.Line(Pointwise.class, "half", Half.class));
        LayerSpec layer = new Residual(List.of(new Activation(new Half(0.25)), new Activation(new Relu())));

        Node node = new Binder(catalog).write(LayerSpec.class, layer);

        assertThat(Json.write(node)).isEqualTo("{\"residual\":[{\"half\":0.25},\"relu\"]}");
        assertThat(new Binder(catalog).bind(LayerSpec.class, node)).isEqualTo(layer);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BINDER.write(LayerSpec.class, layer))
                .withMessage("the catalogue has no name for the pointwise Half[factor=0.25]; add it with Catalog.with");
    }

    @Test
    void aNameIsTakenOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalog.STANDARD.with(new Catalog.Line(Pointwise.class, "relu", Half.class)))
                .withMessage("there is a pointwise 'relu' already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Catalog.Line(LayerSpec.class, "half", Half.class))
                .withMessageStartingWith(
                        "layer 'half': expected a record or an interface that is a lanegrad.nn.LayerSpec");
    }
}
