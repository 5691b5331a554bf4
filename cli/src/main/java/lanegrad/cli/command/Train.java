package lanegrad.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import lanegrad.cli.report.DiagnosisTable;
import lanegrad.cli.report.Inspection;
import lanegrad.cli.report.Progress;
import lanegrad.data.Remarks;
import lanegrad.data.Split;
import lanegrad.kernels.Cpu;
import lanegrad.model.Summary;
import lanegrad.train.Diagnosis;
import lanegrad.train.Run;
import lanegrad.train.TrainEvent;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains the model that a config describes. */
@Command(
        name = "train",
        description =
                "Train the model that a config describes, and write a run folder: the model, its metrics, a report.",
        footer = {
            "  lanegrad train digits.yaml",
            "  lanegrad train digits.yaml --set train.epochs=3 --set train.optimizer.adam.rate=0.01",
            "  lanegrad train digits.yaml --seed 4 --out runs/seed4 --json",
            "  lanegrad train digits.yaml --ensemble 5",
            "  lanegrad train digits.yaml --dry-run"
        })
public final class Train implements Callable<Integer> {
    /** More workers than this only wait for each other at the sizes that fit into one machine's memory. */
    private static final int MOST_THREADS = 16;

    /** The steps of a run that is only to show whether all goes through. */
    private static final int FEW_STEPS = 5;

    private final Console console;

    @Parameters(paramLabel = "CONFIG", description = "The config, a YAML or JSON file.")
    private Path config = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "key=value",
            description = "Replace a value of the config, with dots between keys; the places in lists count from 0,"
                    + " as in model.0.dense.units=32. Can be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The run folder, new or empty. Default: runs/<name>-<time>.")
    private @Nullable Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Everything random follows from it. Default: the config's, or 0.")
    private @Nullable Long seed;

    @Option(
            names = "--ensemble",
            paramLabel = "M",
            description = "Train so many models from different seeds; what they predict is averaged. Default: the"
                    + " config's, or 1.")
    private @Nullable Integer ensemble;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads compute; the result is the same with any number. Default: one for each"
                    + " processor, " + MOST_THREADS + " at most.")
    private @Nullable Integer threads;

    @Option(names = "--dry-run", description = "Check the config and the data and show the model, but write nothing.")
    private boolean dryRun;

    @Option(
            names = "--fast-dev-run",
            description =
                    "Train one epoch of at most " + FEW_STEPS + " steps, of each model, to see that all goes through.")
    private boolean fastDevRun;

    @Option(
            names = "--diagnose",
            description = "After each epoch show gradients and activations over depth, saturated and dead units, and"
                    + " the size of steps; write them to diagnosis.jsonl too.")
    private boolean diagnose;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @ArgGroup
    private Verbosity verbosity = new Verbosity();

    @Mixin
    final Common common = new Common();

    @Spec
    private @Nullable CommandSpec spec;

    static final class Verbosity {
        @Option(
                names = {"-q", "--quiet"},
                description = "No progress, only warnings and errors.")
        boolean quiet;

        @Option(
                names = {"-v", "--verbose"},
                description = "A line for each epoch.")
        boolean verbose;
    }

    /** On a console. */
    public Train(Console console) {
        this.console = console;
    }

    /** The number of threads unless another is asked for. */
    static int processors() {
        return Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    }

    @Override
    public Integer call() {
        Integer wanted = threads;
        requireUpTo1024("--threads", wanted);
        requireUpTo1024("--ensemble", ensemble);
        Config read = Config.read(config, allSettings());
        RunFolder folder = out == null
                ? RunFolder.fresh(read.experiment().name(), LocalDateTime.now(ZoneId.systemDefault()))
                : RunFolder.at(out);
        Run run = read.start();
        console.warn(Remarks.onTraining(run.split().train(), run.features()));
        console.warn(Remarks.onOthers(run.split().validation(), run.features()));
        console.warn(Remarks.onOthers(run.split().test(), run.features()));
        if (dryRun) {
            Inspection inspection = Inspection.of(run);
            console.out().print(json ? inspection.json() + "\n" : inspection.toString());
            return 0;
        }
        train(read, run, new Training(read, folder, wanted == null ? processors() : wanted));
        return 0;
    }

    private void requireUpTo1024(String option, @Nullable Integer value) {
        if (value != null && (value < 1 || value > 1024) && spec != null) {
            throw new ParameterException(spec.commandLine(), option + ": expected 1 to 1024, got " + value);
        }
    }

    private void train(Config read, Run run, Training training) {
        int epochs = read.experiment().train().epochs();
        try (Interruption interruption = Interruption.stops(run::stop)) {
            Outcome outcome;
            training.begin();
            announce(run, training);
            try (Progress progress = new Progress(console.err(), console.terminal(), verbosity.verbose, epochs)) {
                Consumer<TrainEvent> listener = verbosity.quiet ? _ -> {} : progress;
                Consumer<TrainEvent> limit = fastDevRun ? new StepLimit(FEW_STEPS, run::stopModel) : _ -> {};
                Consumer<TrainEvent> diagnoser =
                        diagnose ? run.diagnoser(diagnosis -> tell(diagnosis, progress, training)) : _ -> {};
                outcome = training.run(run, listener.andThen(diagnoser).andThen(limit), interruption);
            }
            if (interruption.happened()) {
                console.err().println("stopped by a signal; what was trained so far is saved");
            }
            console.out().print(json ? outcome.json() + "\n" : outcome.toString());
            console.out().flush(); // before the interruption lets the process end
        }
    }

    private void tell(Diagnosis diagnosis, Progress progress, Training training) {
        progress.close();
        console.err().print("epoch " + diagnosis.epoch() + "\n" + DiagnosisTable.of(diagnosis));
        training.folder()
                .write(
                        "diagnosis.jsonl",
                        file -> Files.writeString(
                                file,
                                DiagnosisTable.json(diagnosis) + "\n",
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND));
    }

    private void announce(Run run, Training training) {
        if (!verbosity.quiet) {
            Split split = run.split();
            console.err()
                    .printf(
                            Locale.ROOT,
                            "%s: %,d rows to train on, %,d to validate, %,d to test; %,d parameters; %d threads, %s; into %s%n",
                            run.experiment().name(),
                            split.train().rows(),
                            split.validation().rows(),
                            split.test().rows(),
                            Summary.of(run.network()).parameters(),
                            training.threads(),
                            Cpu.VECTORS ? Cpu.BITS + "-bit vectors" : "no vectors",
                            training.folder().path());
        }
    }

    private List<String> allSettings() {
        List<String> all = new ArrayList<>(settings);
        if (seed != null) {
            all.add("seed=" + seed);
        }
        if (ensemble != null) {
            all.add("train.ensemble=" + ensemble);
        }
        if (fastDevRun) {
            all.add("train.epochs=1");
        }
        return all;
    }
}
