package lanegrad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What predict and evaluate say of outputs of several kinds. */
class PredictTest {
    @TempDir
    private Path folder;

    /** A count, a class and a number that is sometimes missing, all from one x. */
    @BeforeEach
    void makeData() throws IOException {
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder("x,size,kind,trust\n");
        for (int i = 0; i < 200; i++) {
            double x = random.nextGaussian();
            String size = i % 5 == 0 ? "" : String.format(Locale.ROOT, "%.3f", 100 + 10 * x + random.nextGaussian());
            csv.append(String.format(Locale.ROOT, "%.4f,%s,%s,%d%n", x, size, x > 0 ? "big" : "small", 1 + i % 3));
        }
        Files.writeString(folder.resolve("data.csv"), csv);
        write("one.yaml", "kind: ignore, trust: ignore", "target: size", "{gaussian: learned}", "");
        write(
                "two.yaml",
                "size: numeric",
                "target: [size, kind]",
                "{heads: {kind: bernoulli, size: {mixture: 2}}}",
                ", weights: {column: trust}");
        Files.writeString(
                folder.resolve("data1.csv"),
                String.join(
                        "\n",
                        Files.readAllLines(folder.resolve("data.csv")).stream()
                                .filter(line -> !line.contains(",,"))
                                .toList()));
    }

    private void write(String name, String columns, String target, String output, String more) throws IOException {
        Files.writeString(folder.resolve(name), """
                data: {train: %s, %s, columns: {%s}%s}
                model: [{dense: 8}, tanh]
                output: %s
                train: {epochs: 40, batch: 20, optimizer: {adam: {rate: 0.02}}}
                """.formatted(
                        name.startsWith("one") ? "data1.csv" : "data.csv", target, columns, more, output));
    }

    @Test
    void whatIsNoCountIsNoTargetOfPoissonsDistribution() throws IOException {
        Files.writeString(folder.resolve("counts.csv"), "x,n\n0,0\n1,3\n2,8\n3,20\n");
        Files.writeString(folder.resolve("new.csv"), "x,n\n1,3\n2,-1\n");
        Files.writeString(folder.resolve("counts.yaml"), """
                data: {train: counts.csv, target: n}
                model: []
                output: poisson
                train: {epochs: 2, ensemble: 2}
                """);
        train("counts.yaml");
        Cli cli = Cli.run("evaluate", folder.resolve("run"), folder.resolve("new.csv"));
        assertThat(cli.err())
                .contains(
                        "new.csv:3: the target 'n' is -1.0, but output poisson is for counts, which are whole numbers of"
                                + " at least 0; correct the cell or choose another output");
        assertThat(cli.code()).isEqualTo(3);
    }

    /** The rows, a model, and a config in the place of a model. */
    @Test
    void nothingIsLost() throws IOException {
        train("one.yaml");
        Path rows = folder.resolve("data1.csv");
        Path model = folder.resolve("run/model.safetensors");
        byte[] before = Files.readAllBytes(model);
        String text = Files.readString(rows);
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), rows);
        for (Path output : List.of(rows, link, folder.resolve("run/../data1.csv"))) {
            Cli cli = Cli.run("predict", model, rows, "-o", output);
            assertThat(cli.err()).contains("-o " + output + ": this is the file of the rows; choose another");
            assertThat(cli.code()).isEqualTo(2);
        }
        Cli overModel = Cli.run("predict", model, rows, "-o", model);
        assertThat(overModel.err()).contains("this is a model file; choose another");
        assertThat(overModel.code()).isEqualTo(2);
        assertThat(rows).hasContent(text);
        assertThat(model).hasBinaryContent(before);
        Cli config = Cli.run("predict", folder.resolve("one.yaml"), rows);
        assertThat(config.err())
                .contains("one.yaml: this is a config; give the model file of its run, or the run folder");
        assertThat(config.code()).isEqualTo(3);
    }

    private void train(String config) {
        Cli cli = Cli.run("train", folder.resolve(config), "--out", folder.resolve("run"), "-q");
        assertThat(cli.code()).as(cli.err()).isZero();
    }

    @Test
    void numbersWithDeviationQuantilesAndSamples() {
        train("one.yaml");
        Object[] command = {
            "predict",
            folder.resolve("run"),
            folder.resolve("data.csv"),
            "--deviation",
            "--quantiles=0.1,0.5",
            "--samples=2",
            "--seed=7"
        };
        Cli cli = Cli.run(command);
        assertThat(cli.code()).as(cli.err()).isZero();
        List<String> lines = cli.out().lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo("size,size deviation,size quantile 0.1,size quantile 0.5,size sample 1,size sample 2");
        assertThat(lines).hasSize(201);
        double[] cells = List.of(lines.get(1).split(",")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(cells[1]).isCloseTo(1, within(0.5));
        assertThat(cells[2]).isCloseTo(cells[0] - 1.2816 * cells[1], within(1e-3));
        assertThat(cells[3]).isCloseTo(cells[0], within(1e-9));
        assertThat(cells[4]).isNotEqualTo(cells[5]);
        assertThat(Cli.run(command).out()).isEqualTo(cli.out());
        assertThat(Cli.run("predict", folder.resolve("run"), folder.resolve("data.csv"), "--quantiles=1.5")
                        .code())
                .isEqualTo(2);
        Cli evaluated = Cli.run("evaluate", folder.resolve("run"), folder.resolve("data1.csv"), "--json");
        assertThat(evaluated.out()).contains("\"loss\"", "\"rmse\"", "\"coverage\"");
    }

    @Test
    void headsWithMissingTargetsAndWeights() throws IOException {
        train("two.yaml");
        Path file = folder.resolve("p.jsonl");
        Cli cli = Cli.run(
                "predict",
                folder.resolve("run"),
                folder.resolve("data.csv"),
                "--probabilities",
                "--deviation",
                "-o",
                file);
        assertThat(cli.code()).as(cli.err()).isZero();
        assertThat(Files.readAllLines(file).getFirst())
                .matches("\\{\"kind\":\"(big|small)\",\"probabilities\":\\{\"kind\":\\{\"big\":[^}]*}},"
                        + "\"size\":[-.E0-9]+,\"deviation\":\\{\"size\":[.E0-9]+}}");
        Cli evaluated = Cli.run("evaluate", folder.resolve("run"), folder.resolve("data.csv"), "--json");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.out())
                .contains("\"kind.accuracy\"", "\"size.rmse\"", "\"size.coverage\"")
                .doesNotContain("confusion");
    }
}
