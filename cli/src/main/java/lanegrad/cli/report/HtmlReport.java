package lanegrad.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import lanegrad.data.Target;
import lanegrad.model.Summary;
import lanegrad.train.Result;
import lanegrad.train.Scores;
import lanegrad.train.TrainEvent.EpochDone;

/**
 * A run on one page that needs nothing else: its metrics, curves, confusion matrix, layers, config and machine.
 *
 * @param name the run's name
 * @param result what came of it
 * @param splits the scores by the split's name
 * @param epochs the numbers of each epoch
 * @param config the resolved config
 * @param facts about the machine and the run, by name
 */
public record HtmlReport(
        String name,
        Result result,
        SequencedMap<String, Scores> splits,
        List<EpochDone> epochs,
        String config,
        Map<String, String> facts) {
    /** The page. */
    @Override
    public String toString() {
        StringBuilder html = new StringBuilder();
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.append("<title>").append(Html.escape(name)).append("</title>\n");
        html.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
        html.append("<h1>").append(Html.escape(name)).append("</h1>\n");
        String best = result.bestEpochs().stream().map(HtmlReport::count).collect(Collectors.joining(", "));
        html.append("<p>%s epochs, %s steps; %s.</p>\n"
                .formatted(
                        count(result.epochs()),
                        count(result.steps()),
                        (result.bestEpochs().size() == 1
                                        ? "the model is that of epoch "
                                        : "the models are those of epochs ")
                                + best));
        html.append(Html.section("Result", scores()));
        html.append(Html.section("Training", charts()));
        confusion(html);
        html.append(Html.section("Model", layers()));
        html.append(Html.section("Config", "<pre>" + Html.escape(config) + "</pre>\n"));
        html.append(Html.section("Run", facts(facts)));
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private String scores() {
        List<String> headings = new ArrayList<>(List.of("", "rows"));
        headings.addAll(splits.firstEntry().getValue().numbers().keySet());
        List<List<String>> rows = new ArrayList<>();
        splits.forEach((split, scores) -> {
            List<String> row = new ArrayList<>(List.of(split, count(scores.rows())));
            scores.numbers().values().forEach(value -> row.add(ScoreTable.number(value)));
            rows.add(row);
        });
        return Html.table(headings, rows);
    }

    /** One drawing for each metric, each with the splits that have it. */
    private String charts() {
        SequencedMap<String, SequencedMap<String, List<Double>>> charts = new LinkedHashMap<>();
        for (EpochDone epoch : epochs) {
            epoch.metrics().forEach((key, value) -> {
                int dot = key.indexOf('.');
                charts.computeIfAbsent(key.substring(dot + 1), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(key.substring(0, dot), _ -> new ArrayList<>())
                        .add(value);
            });
        }
        StringBuilder html = new StringBuilder("<div class=\"charts\">\n");
        charts.forEach((metric, lines) ->
                html.append("<figure>").append(LineChart.svg(metric, lines)).append("</figure>\n"));
        return html.append("</div>\n").toString();
    }

    private void confusion(StringBuilder html) {
        Map.Entry<String, Scores> last = splits.lastEntry();
        if (result.features().targets().getFirst() instanceof Target.Classes classes) {
            html.append(Html.section(
                    "Confusion, " + last.getKey() + " rows",
                    ConfusionTable.html(last.getValue().confusion(), classes.labels())));
        }
    }

    private String layers() {
        Summary summary = Summary.of(result.model());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("input", summary.in().toString(), "", ""));
        for (Summary.Line line : summary.lines()) {
            rows.add(List.of(line.place(), line.out().toString(), count(line.parameters()), count(line.flops())));
        }
        rows.add(List.of("total", "", count(summary.parameters()), count(summary.flops())));
        return Html.table(List.of("layer", "output", "parameters", "FLOPs per example"), rows);
    }

    private static String facts(Map<String, String> facts) {
        List<List<String>> rows = new ArrayList<>();
        facts.forEach((fact, value) -> rows.add(List.of(fact, value)));
        return Html.table(List.of("", ""), rows);
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("report.css is missing from the jar");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
