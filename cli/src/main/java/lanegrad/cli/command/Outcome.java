package lanegrad.cli.command;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import lanegrad.cli.report.HtmlReport;
import lanegrad.cli.report.Machine;
import lanegrad.cli.report.Plain;
import lanegrad.cli.report.ScoreTable;
import lanegrad.model.Node;
import lanegrad.train.Result;
import lanegrad.train.Scores;
import lanegrad.train.TrainEvent.EpochDone;

/**
 * What a run came to, as it is printed and written.
 *
 * @param config what was trained
 * @param folder where it is written
 * @param result the model and its scores
 * @param timing what differs from run to run
 * @param data the files trained on
 */
record Outcome(Config config, Path folder, Result result, Timing timing, List<DataFile> data) {
    /**
     * What differs from run to run.
     *
     * @param begun when training began
     * @param seconds how long it took
     * @param rowsPerSecond the rows trained on in a second
     * @param threads how many computed
     * @param interrupted whether a signal ended it
     */
    record Timing(Instant begun, double seconds, double rowsPerSecond, int threads, boolean interrupted) {}

    Path model() {
        return folder.resolve("model.safetensors");
    }

    /** The scores by the split's name. */
    SequencedMap<String, Scores> splits() {
        SequencedMap<String, Scores> splits = new LinkedHashMap<>();
        splits.put("train", result.train());
        Scores validation = result.validation();
        if (validation != null) {
            splits.put("validation", validation);
        }
        Scores test = result.test();
        if (test != null) {
            splits.put("test", test);
        }
        return splits;
    }

    /** What is printed for programs: one JSON object. */
    String json() {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("run", folder.toString());
        map.put("model", model().toString());
        map.put("epochs", result.epochs());
        map.put("steps", result.steps());
        map.put("seconds", timing.seconds);
        map.put("samples_per_second", timing.rowsPerSecond);
        splits().forEach((split, scores) -> map.put(split, ScoreTable.map(scores)));
        return Plain.json(map);
    }

    /** What is printed for people. */
    @Override
    public String toString() {
        return ScoreTable.of(splits()) + "model: " + model() + "\n";
    }

    /** The epoch that the model is of, or a list of them for several models. */
    private Object bestEpoch() {
        List<Integer> epochs = result.bestEpochs();
        return epochs.size() == 1 ? epochs.getFirst() : epochs;
    }

    /** What the model file says of how it came to be: the same for every run of one seed. */
    Node about() {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("config", config.portable());
        map.put("epochs", result.epochs());
        map.put("best-epoch", bestEpoch());
        map.put("steps", result.steps());
        SequencedMap<String, Object> metrics = new LinkedHashMap<>();
        splits().forEach((split, scores) -> {
            SequencedMap<String, Object> numbers = new LinkedHashMap<>();
            numbers.put("rows", scores.rows());
            numbers.putAll(scores.numbers());
            metrics.put(split, numbers);
        });
        map.put("metrics", metrics);
        return Plain.node(map);
    }

    /** The text of run.json: the machine, the data and the times. */
    String runJson() {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("name", config.experiment().name());
        map.put("seed", config.experiment().seed());
        map.put("config", config.file().toAbsolutePath().normalize().toString());
        map.put("threads", timing.threads);
        map.put("machine", Machine.map());
        List<Object> files = new ArrayList<>();
        data.forEach(file -> files.add(Map.of("path", file.path().toString(), "sha256", file.sha256())));
        map.put("data", files);
        map.put("begun", timing.begun.truncatedTo(ChronoUnit.MILLIS).toString());
        map.put("seconds", timing.seconds);
        map.put("samples_per_second", timing.rowsPerSecond);
        map.put("epochs", result.epochs());
        map.put("best_epoch", bestEpoch());
        map.put("steps", result.steps());
        map.put("interrupted", timing.interrupted);
        return Plain.json(map) + "\n";
    }

    /** The text of report.html. */
    String report(List<EpochDone> epochs) {
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put("begun", timing.begun.truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("seconds", String.format(Locale.ROOT, "%.1f", timing.seconds));
        facts.put("rows per second", String.format(Locale.ROOT, "%,.0f", timing.rowsPerSecond));
        facts.put("threads", String.valueOf(timing.threads));
        Machine.map().forEach((fact, value) -> facts.put(fact, String.valueOf(value)));
        data.forEach(file -> facts.put("sha256 of " + file.path().getFileName(), file.sha256()));
        return new HtmlReport(config.experiment().name(), result, splits(), epochs, config.resolved(), facts)
                .toString();
    }
}
