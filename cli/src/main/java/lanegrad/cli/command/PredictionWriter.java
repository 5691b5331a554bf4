package lanegrad.cli.command;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lanegrad.cli.report.Plain;
import lanegrad.data.Target;
import lanegrad.model.Prediction;

/**
 * Spells predictions: in CSV a column for each target, then {@code target=class} for each probability; in JSON Lines an
 * object for each row.
 *
 * @param targets what is predicted
 * @param probabilities whether the probabilities of classes are wanted too
 */
record PredictionWriter(List<Target> targets, boolean probabilities) {
    void csv(List<Prediction> predictions, Writer writer) throws IOException {
        // Not closed: the writer is the caller's.
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
        csv.writeRecord(headings());
        for (Prediction prediction : predictions) {
            List<String> cells = new ArrayList<>();
            switch (prediction) {
                case Prediction.OfClass(String label, float[] shares) -> {
                    cells.add(label);
                    for (int i = 0; probabilities && i < shares.length; i++) {
                        cells.add(Float.toString(shares[i]));
                    }
                }
                case Prediction.OfNumbers(double[] values) -> {
                    for (double value : values) {
                        cells.add(Double.toString(value));
                    }
                }
            }
            csv.writeRecord(cells);
        }
        csv.flush();
    }

    void jsonLines(List<Prediction> predictions, Writer writer) throws IOException {
        for (Prediction prediction : predictions) {
            SequencedMap<String, Object> map = new LinkedHashMap<>();
            switch (prediction) {
                case Prediction.OfClass(String label, float[] shares) -> {
                    map.put(targets.getFirst().name(), label);
                    if (probabilities) {
                        SequencedMap<String, Object> byLabel = new LinkedHashMap<>();
                        for (int i = 0; i < shares.length; i++) {
                            byLabel.put(labels().get(i), shares[i]);
                        }
                        map.put("probabilities", byLabel);
                    }
                }
                case Prediction.OfNumbers(double[] values) -> {
                    for (int i = 0; i < values.length; i++) {
                        map.put(targets.get(i).name(), values[i]);
                    }
                }
            }
            writer.write(Plain.json(map) + "\n");
        }
    }

    private List<String> headings() {
        List<String> headings =
                new ArrayList<>(targets.stream().map(Target::name).toList());
        if (probabilities) {
            labels().forEach(label -> headings.add(targets.getFirst().name() + "=" + label));
        }
        return headings;
    }

    private List<String> labels() {
        return targets.getFirst() instanceof Target.Classes classes ? classes.labels() : List.of();
    }
}
