package lanegrad.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import lanegrad.cli.yaml.YamlWriter;
import lanegrad.data.Feature;
import lanegrad.data.Features;
import lanegrad.data.Split;
import lanegrad.data.Target;
import lanegrad.model.Network;
import lanegrad.model.Node;
import lanegrad.model.Summary;
import lanegrad.train.Run;
import org.jspecify.annotations.Nullable;

/**
 * What a model consists of: its layers with their costs, and the columns of its data.
 *
 * @param model the network
 * @param features how raw columns become its inputs
 * @param split the rows it is trained with, null if they aren't known
 * @param about how it was trained, null if it wasn't yet
 */
public record Inspection(
        Network model,
        Features features,
        @Nullable Split split,
        @Nullable Node about) {
    private static final int MOST_LABELS = 12;

    /** Of a run that has not begun. */
    public static Inspection of(Run run) {
        return new Inspection(run.network(), run.features(), run.split(), null);
    }

    /** As one JSON object. */
    public String json() {
        Summary summary = Summary.of(model);
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("input", list(summary.in().sizes()));
        map.put("layers", summary.lines().stream().map(Inspection::map).toList());
        map.put("parameters", summary.parameters());
        map.put("bytes", bytes(summary));
        map.put("flops", summary.flops());
        map.put("columns", features.inputs().stream().map(Inspection::map).toList());
        map.put("targets", features.targets().stream().map(Inspection::map).toList());
        if (split != null) {
            map.put("rows", rows(split));
        }
        if (about != null) {
            map.put("trained", about);
        }
        return Plain.json(map);
    }

    /** As text for people. */
    @Override
    public String toString() {
        Summary summary = Summary.of(model);
        StringBuilder text = new StringBuilder(layers(summary).toString());
        text.append("%s parameters in %s; %s FLOPs per example\n\n"
                .formatted(count(summary.parameters()), size(bytes(summary)), count(summary.flops())));
        text.append(columns());
        features.targets().forEach(target -> text.append("target ").append(describe(target)));
        if (split != null) {
            text.append("\nrows: ");
            rows(split).forEach((name, rows) -> text.append(name + " " + count(rows) + "  "));
            text.append('\n');
        }
        if (about != null) {
            text.append("\ntrained\n").append(YamlWriter.write(about).indent(2));
        }
        return text.toString().replaceAll(" +\n", "\n");
    }

    private static TextTable layers(Summary summary) {
        TextTable table = new TextTable(List.of("layer", "output", "parameters", "FLOPs"));
        table.row(List.of("input", summary.in().toString(), "", ""));
        for (Summary.Line line : summary.lines()) {
            table.row(List.of(line.place(), line.out().toString(), count(line.parameters()), count(line.flops())));
        }
        return table;
    }

    private TextTable columns() {
        TextTable table = new TextTable(List.of("column", "type", "inputs", "mean", "deviation"));
        for (Feature feature : features.inputs()) {
            List<String> row = new ArrayList<>(List.of(
                    feature.name(),
                    feature.type().name().toLowerCase(Locale.ROOT),
                    count(feature.inputs().size())));
            row.addAll(
                    feature instanceof Feature.Numeric numeric
                            ? List.of(ScoreTable.number(numeric.mean()), ScoreTable.number(numeric.deviation()))
                            : List.of("", ""));
            table.row(row);
        }
        return table;
    }

    private static String describe(Target target) {
        return switch (target) {
            case Target.Classes(String name, List<String> labels) -> {
                String rest = labels.size() > MOST_LABELS ? " ..." : "";
                String some = String.join(" ", labels.subList(0, Math.min(MOST_LABELS, labels.size())));
                yield "%s: %d classes: %s%s\n".formatted(name, labels.size(), some, rest);
            }
            case Target.Quantity(String name, double mean, double deviation) ->
                "%s: numbers, mean %s, deviation %s\n"
                        .formatted(name, ScoreTable.number(mean), ScoreTable.number(deviation));
        };
    }

    private static SequencedMap<String, Object> map(Summary.Line line) {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("layer", line.place());
        map.put("output", list(line.out().sizes()));
        map.put("parameters", line.parameters());
        map.put("flops", line.flops());
        return map;
    }

    private static SequencedMap<String, Object> map(Feature feature) {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("name", feature.name());
        map.put("type", feature.type().name().toLowerCase(Locale.ROOT));
        map.put("inputs", feature.inputs());
        switch (feature) {
            case Feature.Numeric numeric -> {
                map.put("mean", numeric.mean());
                map.put("deviation", numeric.deviation());
            }
            case Feature.Categorical categorical -> map.put("categories", categorical.categories());
        }
        return map;
    }

    private static SequencedMap<String, Object> map(Target target) {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("name", target.name());
        switch (target) {
            case Target.Classes classes -> map.put("classes", classes.labels());
            case Target.Quantity quantity -> {
                map.put("mean", quantity.mean());
                map.put("deviation", quantity.deviation());
            }
        }
        return map;
    }

    private static SequencedMap<String, Integer> rows(Split split) {
        SequencedMap<String, Integer> rows = new LinkedHashMap<>();
        rows.put("train", split.train().rows());
        rows.put("validation", split.validation().rows());
        rows.put("test", split.test().rows());
        return rows;
    }

    private static List<Integer> list(int... sizes) {
        return Arrays.stream(sizes).boxed().toList();
    }

    private static long bytes(Summary summary) {
        return summary.parameters() * Float.BYTES;
    }

    private static String size(long bytes) {
        return bytes < 10_000
                ? count(bytes) + " bytes"
                : bytes < 10_000_000
                        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
