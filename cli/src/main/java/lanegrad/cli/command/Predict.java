package lanegrad.cli.command;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lanegrad.data.Features;
import lanegrad.data.Remarks;
import lanegrad.data.Table;
import lanegrad.data.Target;
import lanegrad.kernels.Tiles;
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
        TrainedModel trained = TrainedModel.read(model);
        Features features = trained.file().features();
        if (probabilities && features.targets().getFirst() instanceof Target.Quantity && spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "--probabilities: this model predicts numbers, which have none");
        }
        Table table = trained.table(data, features.inputSchema(), console.in());
        Predictor predictor = new Predictor(trained.file().model(), features);
        List<Prediction> predictions = Tiles.with(Train.processors(), () -> predictor.predict(table));
        console.warn(Remarks.onOthers(table, features));
        String file = output;
        if (file == null || file.equals("-")) {
            write(
                    predictions,
                    features.targets(),
                    false,
                    new OutputStreamWriter(console.out(), StandardCharsets.UTF_8));
        } else {
            write(predictions, features.targets(), Path.of(file));
        }
        return 0;
    }

    private void write(List<Prediction> predictions, List<Target> targets, Path file) {
        boolean lines =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".jsonl");
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) { // a device or a pipe must not be replaced by a file
                try (Writer writer = Files.newBufferedWriter(file)) {
                    write(predictions, targets, lines, writer);
                }
                return;
            }
            Path real = Files.exists(file) ? file.toRealPath() : file;
            AtomicFile.write(
                    real,
                    channel -> write(predictions, targets, lines, Channels.newWriter(channel, StandardCharsets.UTF_8)));
        } catch (IOException | UncheckedIOException e) {
            throw new StorageException(file, e, "choose another file with -o");
        }
    }

    private void write(List<Prediction> predictions, List<Target> targets, boolean lines, Writer writer)
            throws IOException {
        PredictionWriter format = new PredictionWriter(targets, probabilities);
        if (lines) {
            format.jsonLines(predictions, writer);
        } else {
            format.csv(predictions, writer);
        }
        writer.flush();
    }
}
