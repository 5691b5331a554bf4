package lanegrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command with every kind of bad argument: the documented exit code, and a text that names the place. */
class BadArgumentsTest {
    private static final Map<String, List<String>> COMMANDS = Map.of(
            "train", List.of("@/good.yaml"),
            "evaluate", List.of("@/run", "@/good.csv"),
            "predict", List.of("@/run", "@/good.csv"),
            "inspect", List.of("@/run"),
            "gradcheck", List.of("@/good.yaml"),
            "bench", List.of(),
            "doctor", List.of(),
            "completion", List.of());
    private static final List<String> USERS = List.of("evaluate", "predict");

    @TempDir
    static Path folder;

    /** One bad command; {@code @} in an argument or a text stands for the folder. */
    record Case(List<String> args, int code, String text) {
        Case(int code, String text, String... args) {
            this(List.of(args), code, text);
        }

        @Override
        public String toString() {
            return String.join(" ", args) + " -> " + code + ", " + text;
        }
    }

    @BeforeAll
    static void trainModel() throws IOException {
        write("good.csv", "a,b,y\n1,2,no\n2,1,yes\n3,4,no\n4,3,yes\n");
        write("good.yaml", "data: {train: good.csv, target: y}\nmodel: [{dense: 3}]\ntrain: {epochs: 1}\n");
        Cli trained = Cli.run("train", folder.resolve("good.yaml"), "--out", folder.resolve("run"), "-q");
        assertThat(trained.code()).as(trained.err()).isZero();
        badModels();
        badData();
        badConfigs();
    }

    private static void badModels() throws IOException {
        byte[] model = Files.readAllBytes(folder.resolve("run/model.safetensors"));
        Files.createDirectory(folder.resolve("empty"));
        write("empty.safetensors", "");
        write("text.safetensors", "this is a text, and no model at all");
        Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(model, model.length - 1));
        Files.write(folder.resolve("head.safetensors"), Arrays.copyOf(model, 100));
        flip(model, model.length - 1, "weight.safetensors");
        flip(model, 40, "header.safetensors");
        byte[] huge = model.clone();
        huge[7] = 0x7f;
        Files.write(folder.resolve("huge.safetensors"), huge);
        byte[] header =
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".getBytes(StandardCharsets.UTF_8);
        ByteBuffer foreign = ByteBuffer.allocate(8 + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(
                folder.resolve("foreign.safetensors"),
                foreign.putLong(header.length).put(header).array());
    }

    private static void flip(byte[] model, int at, String name) throws IOException {
        byte[] altered = model.clone();
        altered[at] ^= 1;
        Files.write(folder.resolve(name), altered);
    }

    private static void badData() throws IOException {
        write("empty.csv", "");
        write("header.csv", "a,b,y\n");
        write("column.csv", "a,c,y\n1,2,no\n");
        write("text.csv", "a,b,y\n1,2,no\n2,much,yes\n");
        write("ragged.csv", "a,b,y\n1,2,no\n2,1\n");
        write("twice.csv", "a,b,b\n1,2,3\n");
        write("quote.csv", "a,b,y\n1,\"2,no\n");
        write("infinite.csv", "a,b,y\n1,Infinity,no\n");
        write("nan.csv", "a,b,y\n1,NaN,no\n");
        write("unnamed.csv", "a,,y\n1,2,no\n");
        write("nameless.csv", "a,b\n1,2\n");
        write("label.csv", "a,b,y\n1,2,maybe\n");
        write("blank.csv", "a,b,y\n1,2,no\n3,4,\n");
    }

    private static void badConfigs() throws IOException {
        write("empty.yaml", "");
        write("list.yaml", "- dense: 3\n");
        write("word.yaml", "dense\n");
        write("tab.yaml", "data:\n\ttrain: good.csv\n");
        write("twice.yaml", "seed: 1\nseed: 2\n");
        write("two.yaml", "seed: 1\n---\nseed: 2\n");
        write("bracket.yaml", "model: [dense\n");
        write("nothing.yaml", "seed: 1\n");
        write("data.yaml", "data: {train: gone.csv, target: y}\nmodel: [relu]\n");
        write("target.yaml", "data: {train: good.csv, target: z}\nmodel: [relu]\n");
        write("shares.yaml", "data: {train: good.csv, target: y, test: 0.6, validation: 0.5}\nmodel: [relu]\n");
        write("units.yaml", "data: {train: good.csv, target: y}\nmodel: [{dense: 0}]\n");
        write("mistyped.yaml", "data: {train: good.csv, target: y}\nmodel: [{dense: {units: 3, activation: rleu}}]\n");
        write("key.yaml", "data: {train: good.csv, target: y}\nmodel: [relu]\ntrain: {epoch: 3}\n");
        write("type.yaml", "data: {train: good.csv, target: y}\nmodel: [relu]\ntrain: {epochs: many}\n");
        for (String file : List.of("empty", "text", "nan")) {
            write(
                    file + "-data.yaml",
                    "data: {train: %s.csv, target: y, columns: {b: numeric}}\nmodel: [relu]\n".formatted(file));
        }
        write("counts.csv", "a,n,p,q\n1,0,1,0\n2,7,0.5,0.5\n3,2.5,1.5,-0.5\n");
        write("counts.yaml", "data: {train: counts.csv, target: n}\nmodel: [relu]\noutput: poisson\n");
        write("shares-of-one.yaml", "data: {train: counts.csv, target: [p, q]}\nmodel: [relu]\noutput: categorical\n");
        write("output.yaml", "data: {train: good.csv, target: [a, y]}\nmodel: [relu]\noutput: bernoulli\n");
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        COMMANDS.forEach((command, arguments) -> {
            cases.add(any(2, "Unknown option: '--nope'", command, arguments, "--nope"));
            cases.add(any(2, "Unknown option: '-Z'", command, arguments, "-Z"));
            cases.add(any(2, "--debug?", command, arguments, "--debgu"));
            cases.add(any(2, "'--debug': 'maybe' is not a boolean", command, arguments, "--debug=maybe"));
            cases.add(any(2, "Unmatched argument", command, arguments, "more"));
        });
        missing(cases);
        models(cases);
        data(cases);
        configs(cases);
        options(cases);
        predictions(cases);
        return cases.stream();
    }

    private static Case any(int code, String text, String command, List<String> arguments, String bad) {
        List<String> all = new ArrayList<>(arguments);
        all.addFirst(command);
        all.add(bad);
        return new Case(all, code, text);
    }

    private static void missing(List<Case> cases) {
        cases.add(new Case(2, "a command is missing"));
        cases.add(new Case(2, "did you mean train?", "trian"));
        cases.add(new Case(2, "Unmatched argument at index 0: 'fly'", "fly"));
        cases.add(new Case(2, "Missing required parameter: 'CONFIG'", "train"));
        cases.add(new Case(2, "Missing required parameter: 'MODEL|CONFIG'", "inspect"));
        cases.add(new Case(2, "Missing required parameter: 'CONFIG'", "gradcheck"));
        for (String command : USERS) {
            cases.add(new Case(2, "Missing required parameters: 'MODEL', 'DATA'", command));
            cases.add(new Case(2, "Missing required parameter: 'DATA'", command, "@/run"));
        }
    }

    private static void models(List<Case> cases) {
        for (String name : List.of("gone", "empty", "text", "cut", "head", "weight", "header", "huge", "foreign")) {
            String path = "@/" + name + ".safetensors";
            cases.add(new Case(3, path + ": ", "inspect", path));
            USERS.forEach(command -> cases.add(new Case(3, path + ": ", command, path, "@/good.csv")));
        }
        cases.add(new Case(3, "@/empty/model.safetensors: there is no such file", "inspect", "@/empty"));
        USERS.forEach(command -> cases.add(
                new Case(3, "@/empty/model.safetensors: there is no such file", command, "@/empty", "@/good.csv")));
    }

    private static void data(List<Case> cases) {
        for (String command : USERS) {
            cases.add(data(command, "gone.csv", ": there is no such file"));
            cases.add(data(command, "run", ": this is a folder"));
            cases.add(data(command, "empty.csv", ": the file is empty"));
            cases.add(data(command, "header.csv", ": there are no rows"));
            cases.add(data(command, "column.csv", ":1: there is no column 'b'"));
            cases.add(data(command, "text.csv", ":3: column 'b' is numeric, but holds 'much'"));
            cases.add(data(command, "ragged.csv", ":3: 2 cells in this row"));
            cases.add(data(command, "twice.csv", ":1: columns 2 and 3 are both named 'b'"));
            cases.add(data(command, "quote.csv", ":2: not a row of CSV"));
            cases.add(data(command, "infinite.csv", ":2: column 'b' holds 'Infinity'"));
            cases.add(data(command, "nan.csv", ":2: column 'b' holds 'NaN'"));
            cases.add(data(command, "unnamed.csv", ":1: column 2 has no name"));
        }
        cases.add(data("evaluate", "nameless.csv", ":1: there is no column 'y'"));
        cases.add(data("evaluate", "label.csv", ":2: the target 'y' holds 'maybe'"));
        cases.add(data("evaluate", "blank.csv", ":3: the target 'y' is missing"));
        cases.add(new Case(5, "can't be written", "predict", "@/run", "@/good.csv", "-o", "@/good.csv/out.csv"));
        cases.add(new Case(5, "can't be written", "predict", "@/run", "@/good.csv", "-o", "@/gone/out.csv"));
    }

    /** The model of these tests predicts classes. */
    private static void predictions(List<Case> cases) {
        for (String option : List.of("--samples=3", "--deviation", "--quantiles=0.5")) {
            cases.add(new Case(2, "predicts no distribution of numbers", "predict", "@/run", "@/good.csv", option));
        }
        cases.add(new Case(2, "--quantiles", "predict", "@/run", "@/good.csv", "--quantiles=half"));
        cases.add(new Case(2, "--samples", "predict", "@/run", "@/good.csv", "--samples", "many"));
    }

    private static Case data(String command, String file, String text) {
        return new Case(3, "@/" + file + text, command, "@/run", "@/" + file);
    }

    private static void configs(List<Case> cases) {
        for (String command : List.of("train", "inspect", "gradcheck")) {
            cases.add(config(command, 2, "gone.yaml", ": there is no such file"));
            cases.add(config(command, 2, "empty.yaml", ": nothing is in it"));
            cases.add(config(command, 2, "list.yaml", ":1:1: expected"));
            cases.add(config(command, 2, "word.yaml", ":1:1: expected"));
            cases.add(config(command, 2, "tab.yaml", ":2:1: "));
            cases.add(config(command, 2, "twice.yaml", ":2:1: "));
            cases.add(config(command, 2, "two.yaml", ":2:1: "));
            cases.add(config(command, 2, "bracket.yaml", ":2:1: "));
            cases.add(config(command, 2, "nothing.yaml", ":1:1: "));
            cases.add(config(command, 2, "shares.yaml", ":1:59: "));
            cases.add(config(command, 2, "units.yaml", ":2:17: "));
            cases.add(config(
                    command,
                    2,
                    "output.yaml",
                    ":3:9: output bernoulli is for one column of classes, but the targets are"));
            cases.add(config(command, 2, "mistyped.yaml", ":2:40: unknown activation 'rleu'; did you mean 'relu'?"));
            cases.add(config(command, 2, "key.yaml", ":3:9: unknown key 'epoch' in train; did you mean 'epochs'?"));
            cases.add(config(command, 2, "type.yaml", ":3:17: train.epochs: expected a whole number, got 'many'"));
            cases.add(new Case(3, "empty.csv: the file is empty", command, "@/empty-data.yaml"));
            cases.add(new Case(3, "text.csv:3: column 'b' is numeric, but holds 'much'", command, "@/text-data.yaml"));
            cases.add(new Case(3, "nan.csv:2: column 'b' holds 'NaN'", command, "@/nan-data.yaml"));
            cases.add(new Case(
                    3,
                    "counts.csv:4: the target 'n' is 2.5, but output poisson is for counts, which are whole numbers",
                    command,
                    "@/counts.yaml"));
            cases.add(new Case(
                    3,
                    "counts.csv:4: the target 'p' is 1.5, but output categorical is for probabilities",
                    command,
                    "@/shares-of-one.yaml"));
            cases.add(new Case(3, "gone.csv: there is no such file", command, "@/data.yaml"));
            cases.add(new Case(3, "good.csv:1: there is no column 'z'", command, "@/target.yaml"));
        }
        cases.add(config("train", 2, "empty", ": this is a folder"));
        cases.add(config("gradcheck", 2, "empty", ": this is a folder"));
    }

    private static Case config(String command, int code, String file, String text) {
        return new Case(code, "@/" + file + text, command, "@/" + file);
    }

    private static void options(List<Case> cases) {
        cases.add(train(2, "'--threads': 'x' is not an int", "--threads", "x"));
        cases.add(train(2, "--threads: expected 1 to 1024, got 0", "--threads", "0"));
        cases.add(train(2, "--threads: expected 1 to 1024, got 1025", "--threads=1025"));
        cases.add(train(2, "'--threads' (N)", "--threads"));
        cases.add(train(2, "'--ensemble': 'x' is not an int", "--ensemble", "x"));
        cases.add(train(2, "--ensemble: expected 1 to 1024, got 0", "--ensemble", "0"));
        cases.add(train(2, "--ensemble: expected 1 to 1024, got 1025", "--ensemble=1025"));
        cases.add(train(2, "'--ensemble' (M)", "--ensemble"));
        cases.add(train(2, "--set train.ensemble=0: ", "--set", "train.ensemble=0"));
        cases.add(train(2, "'--seed': '1.5' is not a long", "--seed", "1.5"));
        cases.add(train(2, "mutually exclusive", "-q", "-v"));
        cases.add(train(2, "--set epochs: expected key=value", "--set", "epochs"));
        cases.add(train(2, "--set =3: expected key=value", "--set", "=3"));
        cases.add(
                train(2, "--set train.epochs=ten: train.epochs: expected a whole number", "--set", "train.epochs=ten"));
        cases.add(train(2, "--set train.epochs=0: ", "--set", "train.epochs=0"));
        cases.add(train(2, "did you mean 'epochs'", "--set", "train.epoch=3"));
        cases.add(train(2, "--set model.5=relu: model.5: there is no item '5'", "--set", "model.5=relu"));
        cases.add(train(
                2,
                "batch: this optimizer needs all 4 rows",
                "--set",
                "train.optimizer=lbfgs",
                "--set",
                "train.batch=3"));
        cases.add(train(2, "--set model=[: ", "--set", "model=["));
        cases.add(train(2, "--out @/run: the folder is not empty", "--out", "@/run"));
        cases.add(train(2, "--out @/good.csv: this is a file", "--out", "@/good.csv"));
        cases.add(train(5, "@/good.csv/run: can't be written", "--out", "@/good.csv/run"));
        cases.add(train(2, "'--json': 'yes' is not a boolean", "--json=yes"));
        cases.add(new Case(2, "--elements: expected at least 1, got 0", "gradcheck", "@/good.yaml", "--elements", "0"));
        cases.add(new Case(2, "--rows: expected at least 1, got -1", "gradcheck", "@/good.yaml", "--rows=-1"));
        cases.add(new Case(2, "'--rows': 'x' is not an int", "gradcheck", "@/good.yaml", "--rows", "x"));
        cases.add(new Case(2, "--threads: expected 1 to 1024, got 0", "bench", "--threads", "0"));
        cases.add(new Case(2, "'--threads': 'x' is not an int", "bench", "--threads", "x"));
        cases.add(new Case(2, "'--output' (FILE.svg)", "bench", "-o"));
        cases.add(new Case(5, "@/gone/b.svg: can't be written", "bench", "-o", "@/gone/b.svg"));
        cases.add(new Case(2, "should be specified only once", "doctor", "--json", "--json"));
    }

    private static Case train(int code, String text, String... options) {
        return new Case(
                Stream.concat(Stream.of("train", "@/good.yaml"), Arrays.stream(options))
                        .toList(),
                code,
                text);
    }

    @Test
    void noCommandIsLeftOut() {
        assertThat(HelpTest.commands().map(CommandLine::getCommandName)).hasSameElementsAs(COMMANDS.keySet());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsWrong(Case bad) {
        Cli cli = Cli.run(bad.args.stream().map(BadArgumentsTest::inFolder).toArray());
        assertThat(cli.code()).as(cli.err()).isEqualTo(bad.code);
        assertThat(cli.err())
                .contains("error: ")
                .contains(inFolder(bad.text))
                .doesNotContain("\tat ", "internal error");
        assertThat(cli.out()).isEmpty();
    }

    private static String inFolder(String text) {
        return text.replace("@", folder.toString());
    }
}
