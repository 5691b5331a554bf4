package lanegrad.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Accuracy, area under the ROC curve, F1 and the confusion matrix, from the probabilities of classes, or their scores. */
final class ClassMetrics {
    private final float[] probabilities;
    private final int[] actual;
    private final int classes;
    private final int[] predicted;

    /**
     * For some rows.
     *
     * @param probabilities [rows, classes]
     * @param actual the index of each row's class
     */
    ClassMetrics(float[] probabilities, int[] actual, int classes) {
        this.probabilities = probabilities;
        this.actual = actual;
        this.classes = classes;
        predicted = new int[actual.length];
        for (int row = 0; row < actual.length; row++) {
            predicted[row] = largest(row);
        }
    }

    SequencedMap<String, Double> metrics() {
        SequencedMap<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", accuracy());
        // With two classes the second is the positive one; with more, the plain mean over the classes that occur.
        metrics.put("auc", classes == 2 ? auc(1) : meanOverClasses(this::auc));
        metrics.put("f1", classes == 2 ? f1(1) : meanOverClasses(this::f1));
        return metrics;
    }

    /** Rows counted by actual class, then predicted class. */
    List<List<Integer>> confusion() {
        Integer[][] counts = new Integer[classes][classes];
        for (Integer[] row : counts) {
            Arrays.fill(row, 0);
        }
        for (int row = 0; row < actual.length; row++) {
            counts[actual[row]][predicted[row]]++;
        }
        List<List<Integer>> lists = new ArrayList<>();
        for (Integer[] row : counts) {
            lists.add(List.of(row));
        }
        return lists;
    }

    private double accuracy() {
        int right = 0;
        for (int row = 0; row < actual.length; row++) {
            right += actual[row] == predicted[row] ? 1 : 0;
        }
        return (double) right / actual.length;
    }

    /** 2 TP / (2 TP + FP + FN); 0 when the class neither occurs nor is predicted. */
    private double f1(int positive) {
        int truePositives = 0;
        int wrong = 0;
        for (int row = 0; row < actual.length; row++) {
            boolean is = actual[row] == positive;
            boolean said = predicted[row] == positive;
            truePositives += is && said ? 1 : 0;
            wrong += is != said ? 1 : 0;
        }
        return truePositives == 0 ? 0 : 2.0 * truePositives / (2 * truePositives + wrong);
    }

    /** The probability that a row of the class ranks above one of another, ties counting half; NaN without both. */
    private double auc(int positive) {
        long[] ranked = new long[actual.length];
        for (int row = 0; row < actual.length; row++) {
            // The bits of numbers that aren't negative sort as they do, those of others backwards; the class rides
            // below.
            int bits = Float.floatToIntBits(probabilities[row * classes + positive]);
            long sorted = bits ^ (bits >> 31 & Integer.MAX_VALUE);
            ranked[row] = sorted << 1 | (actual[row] == positive ? 1 : 0);
        }
        Arrays.sort(ranked);
        double wins = 0;
        long negatives = 0;
        long positives = 0;
        for (int i = 0; i < ranked.length; ) {
            long tiedPositives = 0;
            long tied = 0;
            for (long score = ranked[i] >> 1; i < ranked.length && ranked[i] >> 1 == score; i++) {
                tiedPositives += ranked[i] & 1;
                tied++;
            }
            wins += tiedPositives * (negatives + (tied - tiedPositives) / 2.0);
            positives += tiedPositives;
            negatives += tied - tiedPositives;
        }
        return wins / ((double) positives * negatives);
    }

    private double meanOverClasses(java.util.function.IntToDoubleFunction metric) {
        return Arrays.stream(actual)
                .distinct()
                .sorted()
                .mapToDouble(metric)
                .average()
                .orElse(Double.NaN);
    }

    private int largest(int row) {
        int best = 0;
        for (int j = 1; j < classes; j++) {
            if (probabilities[row * classes + j] > probabilities[row * classes + best]) {
                best = j;
            }
        }
        return best;
    }
}
