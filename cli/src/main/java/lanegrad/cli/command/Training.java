package lanegrad.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import lanegrad.cli.report.MetricsLog;
import lanegrad.cli.report.Stopwatch;
import lanegrad.kernels.Tiles;
import lanegrad.model.ModelFile;
import lanegrad.train.Result;
import lanegrad.train.Run;
import lanegrad.train.TrainEvent;

/**
 * Trains a run into its folder.
 *
 * @param config what is trained
 * @param folder where it is written
 * @param threads how many compute
 */
record Training(Config config, RunFolder folder, int threads) {
    /**
     * Makes the folder, so that training doesn't begin where its result can't be written.
     *
     * @throws StorageException if it can't be written
     */
    void begin() {
        folder.begin(config.resolved());
    }

    /**
     * Trains and writes what comes of it; a signal ends training after the step under way.
     *
     * @throws lanegrad.model.ConfigException if the config asks for what the run can't do
     * @throws lanegrad.train.DivergedException if the cost isn't finite at some step
     * @throws StorageException if something can't be written
     */
    Outcome run(Run run, Consumer<TrainEvent> listener, Interruption interruption) {
        List<DataFile> data = DataFile.all(config.files());
        Instant begun = Instant.now();
        Stopwatch stopwatch = new Stopwatch();
        MetricsLog log = folder.write("metrics.jsonl", MetricsLog::new);
        Result result = fit(run, log, stopwatch.andThen(log).andThen(listener));
        double seconds = Duration.between(begun, Instant.now()).toNanos() / 1e9;
        var timing = new Outcome.Timing(begun, seconds, stopwatch.rowsPerSecond(), threads, interruption.happened());
        Outcome outcome = new Outcome(config, folder.path(), result, timing, data);
        ModelFile model = new ModelFile(result.model(), result.features(), outcome.about());
        folder.write("model.safetensors", file -> {
            model.write(file);
            return file;
        });
        folder.write("run.json", file -> Files.writeString(file, outcome.runJson()));
        folder.write("report.html", file -> Files.writeString(file, outcome.report(log.epochs())));
        return outcome;
    }

    private Result fit(Run run, MetricsLog log, Consumer<TrainEvent> listener) {
        try (log) {
            return Tiles.with(threads, () -> config.blamed(() -> run.fit(listener)));
        } catch (IOException | UncheckedIOException e) {
            throw folder.unwritable("metrics.jsonl", e);
        }
    }
}
