package lanegrad.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lanegrad.train.Diagnosis;

/** A diagnosis as tables for people and as JSON for programs. */
public final class DiagnosisTable {
    private DiagnosisTable() {}

    /** Two tables: the layers over depth, then the parameters. */
    public static String of(Diagnosis diagnosis) {
        TextTable layers = new TextTable(List.of("layer", "activation", "gradient", "saturated", "dead"));
        for (Diagnosis.OfLayer line : diagnosis.layers()) {
            layers.row(List.of(
                    line.layer(),
                    number(line.activation()),
                    number(line.gradient()),
                    number(line.saturated()),
                    number(line.dead())));
        }
        TextTable parameters = new TextTable(List.of("parameter", "norm", "gradient", "update/norm"));
        for (Diagnosis.OfParameter line : diagnosis.parameters()) {
            parameters.row(List.of(line.name(), number(line.norm()), number(line.gradient()), number(line.update())));
        }
        return layers + "\n" + parameters;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : ScoreTable.number(value);
    }

    /** One JSON object in a line. */
    public static String json(Diagnosis diagnosis) {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("epoch", diagnosis.epoch());
        map.put("layers", diagnosis.layers().stream().map(DiagnosisTable::map).toList());
        map.put(
                "parameters",
                diagnosis.parameters().stream().map(DiagnosisTable::map).toList());
        return Plain.json(map);
    }

    private static SequencedMap<String, Object> map(Diagnosis.OfLayer line) {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("layer", line.layer());
        map.put("activation", line.activation());
        map.put("gradient", line.gradient());
        map.put("saturated", line.saturated());
        map.put("dead", line.dead());
        return map;
    }

    private static SequencedMap<String, Object> map(Diagnosis.OfParameter line) {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("parameter", line.name());
        map.put("norm", line.norm());
        map.put("gradient", line.gradient());
        map.put("update", line.update());
        return map;
    }
}
