package lanegrad.cli.command;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import lanegrad.cli.command.PredictionWriter.Wanted;
import lanegrad.data.Features;
import lanegrad.data.Remarks;
import lanegrad.data.Table;
import lanegrad.data.Target;
import lanegrad.kernels.Tiles;
import lanegrad.loss.Head;
import lanegrad.loss.Joint;
import lanegrad.loss.Variable;
import lanegrad.model.AtomicFile;
import lanegrad.model.Prediction;
import lanegrad.model.Predictor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Predicts for raw rows. */
@Command(
        name = "predict",
        description = "Predict for raw rows: one prediction for each row, in their order.",
        footer = {
            "  lanegrad predict runs/digits/model.safetensors new.csv -o predictions.csv",
            "  lanegrad predict runs/digits/model.safetensors new.csv --probabilities -o predictions.jsonl",
            "  cat new.csv | lanegrad predict runs/digits/model.safetensors - > predictions.csv"
        })
public final class Predict implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file, or the run folder it is in.")
    private Path model = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "A CSV file with the columns that the model predicts from; others are ignored;"
                    + " - is the standard input.")
    private String data = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to this file, as JSON Lines if it ends in .jsonl, as CSV otherwise; it is replaced."
                    + " Default: CSV on the standard output.")
    private @Nullable String output;

    @Option(names = "--probabilities", description = "Also write the probability of each class.")
    private boolean probabilities;

    @Option(names = "--deviation", description = "Also write the standard deviation of each number.")
    private boolean deviation;

    @Option(
            names = "--quantiles",
            paramLabel = "P",
            split = ",",
            description = "Also write these quantiles of each number, such as 0.05,0.5,0.95.")
    private List<Double> quantiles = new ArrayList<>();

    @Option(names = "--samples", paramLabel = "N", description = "Also draw N samples of each number.")
    private int samples;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of the samples. Default: 0.")
    private long seed;

    @Mixin
    final Common common = new Common();

    @Spec
    private @Nullable CommandSpec spec;

    /** On a console. */
    public Predict(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        requireNewOutput();
        TrainedModel trained = TrainedModel.read(model);
        Features features = trained.file().features();
        Joint joint = trained.file().model().joint();
        Wanted wanted = new Wanted(probabilities, deviation, quantiles, samples, seed);
        check(joint, wanted);
        List<Target> targets = joint.heads().stream()
                .flatMap(head -> head.targets().stream())
                .map(variable -> features.targets().get(joint.targets().indexOf(variable)))
                .toList();
        PredictionWriter format = new PredictionWriter(targets, wanted);
        Table table = trained.table(data, features.inputSchema(), console.in());
        Predictor predictor = new Predictor(trained.file().model(), features);
        List<Prediction> predictions = Tiles.with(Train.processors(), () -> predictor.predict(table));
        console.warn(Remarks.onOthers(table, features));
        String file = output;
        if (file == null || file.equals("-")) {
            write(predictions, format, false, new OutputStreamWriter(console.out(), StandardCharsets.UTF_8));
        } else {
            write(predictions, format, Path.of(file));
        }
        return 0;
    }

    /** Neither the rows nor the model may be lost. */
    private void requireNewOutput() throws IOException {
        if (output == null || !Files.exists(Path.of(output))) {
            return;
        }
        Path file = Path.of(output);
        if (Files.exists(Path.of(data)) && Files.isSameFile(file, Path.of(data))) {
            refuse("-o " + output + ": this is the file of the rows; choose another");
        }
        if (String.valueOf(file.getFileName()).endsWith(".safetensors")) {
            refuse("-o " + output + ": this is a model file; choose another");
        }
    }

    private void check(Joint joint, Wanted wanted) {
        if (wanted.probabilities() && joint.heads().stream().noneMatch(Head::hasProbabilities)) {
            refuse("--probabilities: this model predicts "
                    + (joint.targets().stream().allMatch(Variable::isNumber)
                            ? "numbers, which have none"
                            : "classes by scores, which are none; train with the output categorical"));
        }
        if (wanted.ofDistributions() && joint.heads().stream().noneMatch(Head::hasDistribution)) {
            refuse("--deviation, --quantiles, --samples: this model predicts no distribution of numbers; train with an"
                    + " output such as {gaussian: per-row}");
        }
        if (wanted.quantiles().stream().anyMatch(p -> !(p > 0 && p < 1))) {
            refuse("--quantiles: expected numbers between 0 and 1, got " + wanted.quantiles());
        }
        if (samples < 0 || samples > 10_000) {
            refuse("--samples: expected 0 to 10000, got " + samples);
        }
    }

    private void refuse(String why) {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), why);
    }

    private void write(List<Prediction> predictions, PredictionWriter format, Path file) {
        boolean lines =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".jsonl");
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) { // a device or a pipe must not be replaced by a file
                try (Writer writer = Files.newBufferedWriter(file)) {
                    write(predictions, format, lines, writer);
                }
                return;
            }
            Path real = Files.exists(file) ? file.toRealPath() : file;
            AtomicFile.write(
                    real,
                    channel -> write(predictions, format, lines, Channels.newWriter(channel, StandardCharsets.UTF_8)));
        } catch (IOException | UncheckedIOException e) {
            throw new StorageException(file, e, "choose another file with -o");
        }
    }

    private void write(List<Prediction> predictions, PredictionWriter format, boolean lines, Writer writer)
            throws IOException {
        if (lines) {
            format.jsonLines(predictions, writer);
        } else {
            format.csv(predictions, writer);
        }
        writer.flush();
    }
}
