package lanegrad.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import lanegrad.cli.report.Plain;
import lanegrad.cli.report.ScoreTable;
import lanegrad.data.Dataset;
import lanegrad.data.Features;
import lanegrad.data.Remarks;
import lanegrad.data.Table;
import lanegrad.kernels.Tiles;
import lanegrad.model.Network;
import lanegrad.train.Evaluation;
import lanegrad.train.Scores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores a model on labelled data. */
@Command(
        name = "evaluate",
        description = "Score a model on labelled data.",
        footer = {
            "  lanegrad evaluate runs/digits/model.safetensors more.csv",
            "  lanegrad evaluate runs/digits/model.safetensors more.csv --json"
        })
public final class Evaluate implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file, or the run folder it is in.")
    private Path model = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "A CSV file with the columns that the model was trained on, the target among them;"
                    + " - is the standard input.")
    private String data = "";

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Mixin
    final Common common = new Common();

    /** On a console. */
    public Evaluate(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TrainedModel trained = TrainedModel.read(model);
        Features features = trained.file().features();
        Table table = trained.table(data, features.schema(), console.in());
        Network network = trained.file().model();
        network.requireTargets(table);
        Dataset rows = features.encode(table);
        console.warn(Remarks.onOthers(table, features));
        Scores scores = Tiles.with(Train.processors(), () -> Evaluation.of(network, features, rows));
        if (json) {
            SequencedMap<String, Object> map = new LinkedHashMap<>();
            map.put("rows", scores.rows());
            map.putAll(ScoreTable.map(scores));
            console.out().println(Plain.json(map));
        } else {
            console.out().print(ScoreTable.of(new LinkedHashMap<>(Map.of("", scores))));
        }
        return 0;
    }
}
