package lanegrad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import lanegrad.model.Json;
import lanegrad.model.Node;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Train, evaluate, predict and inspect, from raw tables to the numbers that are printed. */
class TrainTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeData() throws IOException {
        rows("train.csv", 120, 1);
        rows("test.csv", 60, 2);
        write("classes.yaml", """
                seed: 5
                data:
                  train: train.csv
                  validation: 0.2
                  test: test.csv
                  target: side
                  columns: {y: ignore}
                model: [dense: 16, tanh]
                train: {epochs: 12, batch: 16, optimizer: {adam: {rate: 0.02}}}
                """);
        write("numbers.yaml", """
                name: line
                data: {train: train.csv, test: test.csv, target: y, columns: {side: ignore}}
                model: [dense: 16, relu]
                train: {epochs: 12, batch: 16, optimizer: {adam: {rate: 0.02}}}
                """);
    }

    /** Two numbers, one of them sometimes missing, and a colour, from which a number and a side of a line follow. */
    private void rows(String file, int count, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("a,b,colour,y,side\n");
        for (int i = 0; i < count; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            boolean red = random.nextBoolean();
            double y = 30 + 2 * a - b + (red ? 1 : 0);
            String cell = random.nextInt(10) == 0 ? "" : String.format(Locale.ROOT, "%.4f", b);
            csv.append(String.format(
                    Locale.ROOT, "%.4f,%s,%s,%.4f,%s%n", a, cell, red ? "red" : "blue", y, y > 30 ? "above" : "below"));
        }
        write(file, csv.toString());
    }

    @Test
    void predictionsOfRawRowsReproduceTheTestAccuracy() throws IOException {
        Node trained = train("classes.yaml", "run");
        double accuracy = number(trained, "test", "accuracy");
        assertThat(accuracy).isGreaterThan(0.85);

        Cli predicted = Cli.run("predict", folder.resolve("run/model.safetensors"), folder.resolve("test.csv"));
        assertThat(predicted.code()).as(predicted.err()).isZero();
        List<String> labels = predicted.out().lines().toList();
        assertThat(labels).hasSize(61).startsWith("side");
        List<String> actual = column("test.csv", 4);
        int right = 0;
        for (int row = 0; row < 60; row++) {
            right += labels.get(row + 1).equals(actual.get(row)) ? 1 : 0;
        }
        assertThat(right / 60.0).isEqualTo(accuracy);
    }

    @Test
    void evaluateAgreesWithTrain() throws IOException {
        Node trained = train("classes.yaml", "run");
        Cli cli = Cli.run("evaluate", folder.resolve("run"), folder.resolve("test.csv"), "--json");
        Node scores = Json.read(cli.out(), "evaluate");
        assertThat(number(scores, "rows")).isEqualTo(60);
        for (String metric : List.of("loss", "accuracy", "auc", "f1")) {
            assertThat(number(scores, metric)).as(metric).isEqualTo(number(trained, "test", metric));
        }
        assertThat(entry(scores, "confusion"))
                .isEqualTo(Json.read(Json.write(entry(entry(trained, "test"), "confusion")), "evaluate"));
    }

    @Test
    void predictedNumbersReproduceTheTestError() throws IOException {
        Node trained = train("numbers.yaml", "run");
        Cli cli = Cli.withInput(
                Files.readString(folder.resolve("test.csv")),
                "predict",
                folder.resolve("run"),
                "-",
                "-o",
                folder.resolve("p.jsonl"));
        assertThat(cli.code()).as(cli.err()).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("p.jsonl"));
        List<String> actual = column("test.csv", 3);
        double squares = 0;
        for (int row = 0; row < 60; row++) {
            double error = number(Json.read(lines.get(row), "p.jsonl"), "y") - Double.parseDouble(actual.get(row));
            squares += error * error;
        }
        assertThat(Math.sqrt(squares / 60)).isCloseTo(number(trained, "test", "rmse"), within(1e-6));
        assertThat(number(trained, "test", "r2")).isGreaterThan(0.8);
    }

    @Test
    void probabilitiesAddUpToOne() throws IOException {
        train("classes.yaml", "run");
        Path file = folder.resolve("p.csv");
        assertThat(Cli.run("predict", folder.resolve("run"), folder.resolve("test.csv"), "--probabilities", "-o", file)
                        .code())
                .isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getFirst()).isEqualTo("side,side=above,side=below");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            double above = Double.parseDouble(cells[1]);
            assertThat(above + Double.parseDouble(cells[2])).isCloseTo(1, within(1e-6));
            assertThat(cells[0]).isEqualTo(above > 0.5 ? "above" : "below");
        }
    }

    @Test
    void probabilitiesOfNumbersAreRefused() throws IOException {
        train("numbers.yaml", "run");
        Cli cli = Cli.run("predict", folder.resolve("run"), folder.resolve("test.csv"), "--probabilities");
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err()).contains("--probabilities: this model predicts numbers");
    }

    @Test
    void writesTheRunFolder() throws IOException {
        train("classes.yaml", "run");
        try (Stream<Path> files = Files.list(folder.resolve("run"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "config.yaml", "metrics.jsonl", "model.safetensors", "report.html", "run.json");
        }
        List<String> epochs = Files.readAllLines(folder.resolve("run/metrics.jsonl"));
        assertThat(epochs).hasSize(12);
        assertThat(number(Json.read(epochs.get(11), "metrics.jsonl"), "epoch")).isEqualTo(12);
        assertThat(number(Json.read(epochs.get(11), "metrics.jsonl"), "validation.accuracy"))
                .isBetween(0.0, 1.0);
        Node run = Json.read(Files.readString(folder.resolve("run/run.json")), "run.json");
        assertThat(number(run, "seed")).isEqualTo(5);
        assertThat(Json.write(entry(run, "data"))).contains("train.csv", "test.csv", "sha256");
        assertThat(Files.readString(folder.resolve("run/report.html")))
                .contains("<svg", "Confusion, test rows", "accuracy")
                .doesNotContain("http:", "https:", "<script", "<link", "@import", "url(");
    }

    @Test
    void theResolvedConfigTrainsTheSameModelAgain() throws IOException {
        train("classes.yaml", "run", "--set", "train.epochs=3", "--seed", "9");
        Cli again = Cli.run(
                "train", folder.resolve("run/config.yaml"), "--out", folder.resolve("again"), "-q", "--threads=1");
        assertThat(again.code()).as(again.err()).isZero();
        for (String file : List.of("model.safetensors", "metrics.jsonl", "config.yaml")) {
            assertThat(folder.resolve("again").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("run").resolve(file));
        }
    }

    @Test
    void anEnsemblePredictsTheAverage() throws IOException {
        Node trained = train("classes.yaml", "run", "--ensemble", "3", "--set", "train.epochs=3");
        assertThat(number(trained, "epochs")).isEqualTo(9);
        Path model = folder.resolve("run/model.safetensors");
        Cli evaluated = Cli.run("evaluate", model, folder.resolve("test.csv"), "--json");
        assertThat(number(Json.read(evaluated.out(), ""), "loss")).isEqualTo(number(trained, "test", "loss"));
        Cli predicted = Cli.run("predict", model, folder.resolve("test.csv"), "--probabilities");
        assertThat(predicted.out().lines()).hasSize(61);
        String inspected = Cli.run("inspect", model).out();
        assertThat(inspected).contains("member-0.0.dense", "member-2.2.dense", "ensemble: 3");
        Node alone = train("classes.yaml", "alone", "--set", "train.epochs=3");
        assertThat(number(Json.read(Cli.run("inspect", model, "--json").out(), ""), "parameters"))
                .isEqualTo(3
                        * number(
                                Json.read(
                                        Cli.run("inspect", folder.resolve("alone"), "--json")
                                                .out(),
                                        ""),
                                "parameters"));
        assertThat(number(alone, "epochs")).isEqualTo(3);
        List<String> epochs = Files.readAllLines(folder.resolve("run/metrics.jsonl"));
        assertThat(number(Json.read(epochs.get(8), ""), "member")).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("run/report.html"))).contains("the models are those of epochs ");

        Cli again = Cli.run(
                "train", folder.resolve("run/config.yaml"), "--out", folder.resolve("again"), "-q", "--threads=1");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(folder.resolve("again/model.safetensors")).hasSameBinaryContentAs(model);
    }

    @Test
    void aModelDoesNotTellWhereItWasTrained() throws IOException {
        train("classes.yaml", "run");
        assertThat(new String(
                        Files.readAllBytes(folder.resolve("run/model.safetensors")),
                        java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("train.csv")
                .doesNotContain(folder.toString());
    }

    @Test
    void aDryRunWritesNothing() {
        Cli cli = Cli.run("train", folder.resolve("classes.yaml"), "--dry-run", "--out", folder.resolve("run"));
        assertThat(cli.code()).as(cli.err()).isZero();
        assertThat(cli.out()).contains("0.dense", "rows: train 96  validation 24  test 60", "target side: 2 classes");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void diagnosesAfterEachEpoch() throws IOException {
        Cli cli = Cli.run(
                "train",
                folder.resolve("classes.yaml"),
                "--diagnose",
                "--set",
                "train.epochs=2",
                "--out",
                folder.resolve("run"));

        assertThat(cli.err()).contains("layer ", "saturated", "update/norm", "0.dense.weight");
        List<String> lines = Files.readAllLines(folder.resolve("run/diagnosis.jsonl"));
        assertThat(lines).hasSize(2);
        assertThat(number(Json.read(lines.get(1), ""), "epoch")).isEqualTo(2);
    }

    @Test
    void aFastDevRunTakesFiveSteps() throws IOException {
        Node trained = train("classes.yaml", "run", "--fast-dev-run");
        assertThat(number(trained, "epochs")).isEqualTo(1);
        assertThat(number(trained, "steps")).isEqualTo(5);
        assertThat(folder.resolve("run/model.safetensors")).exists();
        Node three = train("classes.yaml", "three", "--fast-dev-run", "--ensemble", "3");
        assertThat(number(three, "steps")).isEqualTo(15);
    }

    @Test
    void settingsReplaceWhatTheFileSays() throws IOException {
        Node trained = train(
                "classes.yaml",
                "run",
                "--set",
                "train.epochs=2",
                "--set",
                "model=[{dense: 3}, relu]",
                "--set",
                "train.batch=96");
        assertThat(number(trained, "steps")).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("run/config.yaml"))).contains("units: 3", "relu", "batch: 96");
    }

    @Test
    void inspectTellsWhatAModelIsAndHowItWasTrained() throws IOException {
        train("classes.yaml", "run");
        Cli text = Cli.run("inspect", folder.resolve("run"));
        assertThat(text.out())
                .contains("0.dense", "colour  categorical", "target side: 2 classes: above below", "epochs: 12");
        Node model =
                Json.read(Cli.run("inspect", folder.resolve("run"), "--json").out(), "inspect");
        // a, b, b missing, colour=blue, colour=red -> 16 -> 1
        assertThat(number(model, "parameters")).isEqualTo(5 * 16 + 16 + 16 + 1);
        assertThat(number(model, "bytes")).isEqualTo(4 * (5 * 16 + 16 + 16 + 1));
        assertThat(number(model, "flops")).isEqualTo(2 * (5 * 16 + 16));
        Node config = Json.read(
                Cli.run("inspect", folder.resolve("classes.yaml"), "--json").out(), "inspect");
        assertThat(entry(config, "layers")).isEqualTo(entry(model, "layers"));
    }

    @Test
    void progressAndWarningsStayOutOfTheResult() throws IOException {
        write("unseen.csv", "a,b,colour,side\n1,2,green,above\n");
        Cli trained = Cli.run("train", folder.resolve("classes.yaml"), "--out", folder.resolve("run"));
        assertThat(trained.out().lines()).hasSize(5).last().asString().startsWith("model: ");
        assertThat(trained.err()).contains("epoch 1/12", "epoch 12/12").doesNotContain("\r", "\033");
        Cli evaluated = Cli.run("evaluate", folder.resolve("run"), folder.resolve("unseen.csv"));
        assertThat(evaluated.err()).contains("warning: ", "unseen.csv:2: column 'colour' holds 'green'");
        assertThat(evaluated.out().lines()).hasSize(2);
    }

    @Test
    void aDivergedRunSaysWhere() throws IOException {
        Cli cli = Cli.run(
                "train",
                folder.resolve("numbers.yaml"),
                "--set",
                "train.optimizer={sgd: 1e30}",
                "--out",
                folder.resolve("run"),
                "-q");
        assertThat(cli.code()).isEqualTo(4);
        assertThat(cli.err()).contains("error: ", "step ", "lower the rate");
    }

    @Test
    void debugShowsWhereAnErrorComesFrom() {
        Cli cli = Cli.run("train", folder.resolve("gone.yaml"), "--debug");
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err()).contains("error: ", "\tat lanegrad.");
    }

    private Node train(String config, String run, String... options) {
        List<Object> args =
                new ArrayList<>(List.of("train", folder.resolve(config), "--out", folder.resolve(run), "--json", "-q"));
        args.addAll(List.of(options));
        Cli cli = Cli.run(args.toArray());
        assertThat(cli.code()).as(cli.err()).isZero();
        assertThat(cli.out().lines()).hasSize(1);
        return Json.read(cli.out(), "train");
    }

    private List<String> column(String file, int index) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .skip(1)
                .map(line -> line.split(",")[index])
                .toList();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static Node entry(Node node, String key) {
        return ((Node.Mapping) node).entry(key).value();
    }

    private static double number(Node node, String... keys) {
        for (String key : keys) {
            node = entry(node, key);
        }
        return Double.parseDouble(((Node.Scalar) node).text());
    }
}
