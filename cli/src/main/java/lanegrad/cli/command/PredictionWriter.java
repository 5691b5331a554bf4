package lanegrad.cli.command;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lanegrad.cli.report.Plain;
import lanegrad.data.Target;
import lanegrad.loss.Distribution;
import lanegrad.loss.Noise;
import lanegrad.model.Prediction;

/**
 * Spells predictions: in CSV a column for each target, followed by what else is wanted of it; in JSON Lines an object for
 * each row.
 *
 * @param targets what is predicted, in the order of the predictions
 * @param wanted what else is wanted
 */
record PredictionWriter(List<Target> targets, Wanted wanted) {
    /**
     * What is wanted beside each prediction.
     *
     * @param probabilities of all classes, where there are some
     * @param deviation the standard deviation of each number
     * @param quantiles of each number, between 0 and 1
     * @param samples how many; the numbers of one head are drawn together
     * @param seed of the samples
     */
    record Wanted(boolean probabilities, boolean deviation, List<Double> quantiles, int samples, long seed) {
        boolean ofDistributions() {
            return deviation || !quantiles.isEmpty() || samples > 0;
        }

        /** Samples of a row, each with a number for each target. */
        private List<double[]> samples(Prediction.OfNumbers numbers, Distribution distribution, long row) {
            List<double[]> drawn = new ArrayList<>();
            for (int i = 0; i < samples; i++) {
                drawn.add(distribution.sample(Noise.of(seed, String.join(",", numbers.targets()), i, row)));
            }
            return drawn;
        }
    }

    void csv(List<Prediction> predictions, Writer writer) throws IOException {
        // Not closed: the writer is the caller's.
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
        csv.writeRecord(headings());
        for (int row = 0; row < predictions.size(); row++) {
            List<String> cells = new ArrayList<>();
            for (Prediction part : predictions.get(row).parts()) {
                cells(part, row, cells);
            }
            csv.writeRecord(cells);
        }
        csv.flush();
    }

    private List<String> headings() {
        List<String> headings = new ArrayList<>();
        for (Target target : targets) {
            String name = target.name();
            headings.add(name);
            if (target instanceof Target.Classes classes && wanted.probabilities) {
                classes.labels().forEach(label -> headings.add(name + "=" + label));
            } else if (target instanceof Target.Quantity) {
                if (wanted.deviation) {
                    headings.add(name + " deviation");
                }
                wanted.quantiles.forEach(p -> headings.add(name + " quantile " + p));
                for (int i = 1; i <= wanted.samples; i++) {
                    headings.add(name + " sample " + i);
                }
            }
        }
        return headings;
    }

    private void cells(Prediction part, long row, List<String> cells) {
        switch (part) {
            case Prediction.OfClass chosen -> {
                cells.add(chosen.label());
                for (int i = 0; wanted.probabilities && i < chosen.probabilities().length; i++) {
                    cells.add(Float.toString(chosen.probabilities()[i]));
                }
            }
            case Prediction.OfNumbers numbers -> cells(numbers, row, cells);
            case Prediction.OfSeveral several -> several.parts().forEach(each -> cells(each, row, cells));
        }
    }

    private void cells(Prediction.OfNumbers numbers, long row, List<String> cells) {
        Distribution distribution = numbers.distribution();
        List<double[]> samples = distribution == null ? List.of() : wanted.samples(numbers, distribution, row);
        for (int j = 0; j < numbers.values().length; j++) {
            cells.add(Double.toString(numbers.values()[j]));
            if (distribution == null) {
                int empty = (wanted.deviation ? 1 : 0) + wanted.quantiles.size() + wanted.samples;
                cells.addAll(Collections.nCopies(empty, ""));
                continue;
            }
            if (wanted.deviation) {
                cells.add(Double.toString(distribution.deviation(j)));
            }
            for (double p : wanted.quantiles) {
                cells.add(Double.toString(distribution.quantile(j, p)));
            }
            for (double[] sample : samples) {
                cells.add(Double.toString(sample[j]));
            }
        }
    }

    void jsonLines(List<Prediction> predictions, Writer writer) throws IOException {
        for (int row = 0; row < predictions.size(); row++) {
            SequencedMap<String, Object> map = new LinkedHashMap<>();
            for (Prediction part : predictions.get(row).parts()) {
                put(part, row, map);
            }
            writer.write(Plain.json(map) + "\n");
        }
    }

    private void put(Prediction part, long row, SequencedMap<String, Object> map) {
        switch (part) {
            case Prediction.OfClass chosen -> {
                String name = chosen.target().name();
                map.put(name, chosen.label());
                if (wanted.probabilities) {
                    SequencedMap<String, Object> byLabel = new LinkedHashMap<>();
                    for (int i = 0; i < chosen.probabilities().length; i++) {
                        byLabel.put(chosen.target().labels().get(i), chosen.probabilities()[i]);
                    }
                    put(map, "probabilities", name, byLabel);
                }
            }
            case Prediction.OfNumbers numbers -> put(numbers, row, map);
            case Prediction.OfSeveral several -> several.parts().forEach(each -> put(each, row, map));
        }
    }

    private void put(Prediction.OfNumbers numbers, long row, SequencedMap<String, Object> map) {
        Distribution distribution = numbers.distribution();
        List<double[]> samples = distribution == null ? List.of() : wanted.samples(numbers, distribution, row);
        for (int j = 0; j < numbers.values().length; j++) {
            int number = j;
            String name = numbers.targets().get(j);
            map.put(name, numbers.values()[j]);
            if (distribution == null) {
                continue;
            }
            if (wanted.deviation) {
                put(map, "deviation", name, distribution.deviation(j));
            }
            if (!wanted.quantiles.isEmpty()) {
                SequencedMap<String, Object> byLevel = new LinkedHashMap<>();
                wanted.quantiles.forEach(p -> byLevel.put(p.toString(), distribution.quantile(number, p)));
                put(map, "quantiles", name, byLevel);
            }
            if (wanted.samples > 0) {
                put(
                        map,
                        "samples",
                        name,
                        samples.stream().map(sample -> sample[number]).toList());
            }
        }
    }

    /** With several targets, what is said of each is under its name. */
    @SuppressWarnings("unchecked")
    private void put(SequencedMap<String, Object> map, String key, String target, Object value) {
        if (targets.size() == 1) {
            map.put(key, value);
        } else {
            ((SequencedMap<String, Object>) map.computeIfAbsent(key, _ -> new LinkedHashMap<String, Object>()))
                    .put(target, value);
        }
    }
}
