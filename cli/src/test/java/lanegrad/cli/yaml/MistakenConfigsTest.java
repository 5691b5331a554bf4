package lanegrad.cli.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanegrad.autodiff.Op;
import lanegrad.data.toy.Toy;
import lanegrad.loss.Output;
import lanegrad.model.Binder;
import lanegrad.model.Catalog;
import lanegrad.model.ConfigException;
import lanegrad.model.Node;
import lanegrad.nn.ActivationSpec;
import lanegrad.nn.Init;
import lanegrad.nn.LayerSpec;
import lanegrad.optim.Optimizer;
import lanegrad.train.Experiment;
import lanegrad.train.TrainSpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Mistakes that people make, each with all that is said about it: see mistaken-configs.txt. */
class MistakenConfigsTest {
    private static final String SPICE = "abx019.:-,'\"[]{}#&*!|>%@? \n\t\u00e9";
    private static final Binder BINDER = new Binder(Catalog.STANDARD);

    @TestFactory
    Stream<DynamicTest> eachIsExplained() throws IOException {
        return cases().stream().map(lines -> DynamicTest.dynamicTest(lines.getFirst(), () -> check(lines)));
    }

    /** Lines of the cases in other places, and characters changed: what comes of it binds, or is explained. */
    @Test
    void whateverIsWrittenIsBoundOrExplained() throws IOException {
        List<String> lines = cases().stream()
                .flatMap(List::stream)
                .filter(line -> !line.startsWith("=> "))
                .toList();
        Random random = new Random(7);
        for (int trial = 0; trial < 3_000; trial++) {
            StringBuilder yaml = new StringBuilder();
            for (int line = 0; line < 8; line++) {
                yaml.append(lines.get(random.nextInt(lines.size()))).append('\n');
            }
            yaml.setCharAt(random.nextInt(yaml.length()), SPICE.charAt(random.nextInt(SPICE.length())));
            try {
                BINDER.bind(Experiment.class, named(YamlReader.read(yaml.toString(), "a.yaml")));
            } catch (ConfigException e) {
                assertThat(e.problems())
                        .as(yaml.toString())
                        .isNotEmpty()
                        .allSatisfy(problem -> assertThat(problem.where()).startsWith("a.yaml"));
            } catch (RuntimeException | Error e) {
                throw new AssertionError(yaml.toString(), e);
            }
        }
    }

    private static void check(List<String> lines) {
        String yaml = text(lines);
        List<String> expected = lines.stream()
                .filter(line -> line.startsWith("=> "))
                .map(line -> withNames(line.substring(3)))
                .toList();

        ConfigException mistake = catchThrowableOfType(
                ConfigException.class, () -> BINDER.bind(Experiment.class, named(YamlReader.read(yaml, "a.yaml"))));

        assertThat(mistake.getMessage().lines()).containsExactlyElementsOf(expected);
        assertThat(mistake.problems()).hasSameSizeAs(expected);
    }

    private static String text(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("=> "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** With what the command line adds. */
    private static Node named(Node node) {
        Node result = node;
        if (node instanceof Node.Mapping mapping && mapping.entry("name") == null) {
            result = result.with("name", new Node.Scalar(Node.Kind.TEXT, "a", ""));
        }
        if (node instanceof Node.Mapping mapping && mapping.entry("seed") == null) {
            result = result.with("seed", new Node.Scalar(Node.Kind.NUMBER, "0", ""));
        }
        return result;
    }

    private static List<List<String>> cases() throws IOException {
        try (InputStream file = MistakenConfigsTest.class.getResourceAsStream("mistaken-configs.txt")) {
            String all = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            List<List<String>> cases = new ArrayList<>();
            for (String part : all.split("\n\n")) {
                cases.add(Arrays.asList(part.strip().split("\n")));
            }
            return cases;
        }
    }

    /** Puts the names of the catalogue in, so that a new one needs no change here. */
    private static String withNames(String message) {
        return message.replace("<layers>", names(LayerSpec.class))
                .replace("<activations>", names(ActivationSpec.class))
                .replace("<inits>", names(Init.class))
                .replace("<outputs>", names(Output.class))
                .replace("<optimizers>", names(Optimizer.class))
                .replace("<train>", keys(TrainSpec.class))
                .replace("<toys>", names(Toy.class));
    }

    private static String keys(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(component -> Op.kebab(component.getName()))
                .collect(Collectors.joining(", "));
    }

    private static String names(Class<?> kind) {
        return String.join(", ", Catalog.STANDARD.names(kind));
    }
}
