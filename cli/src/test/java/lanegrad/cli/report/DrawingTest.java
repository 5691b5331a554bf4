package lanegrad.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of the HTML report. */
class DrawingTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "0.9, 1", "1.1, 2", "3, 5", "6, 10", "0.07, 0.1", "0.0015, 0.002", "120, 200"})
    void stepsAreRound(double least, double step) {
        assertThat(LineChart.roundStep(least)).isEqualTo(step);
    }

    @Test
    void aLineRunsFromLeftToRightAndDownwardsAsItFalls() {
        String svg = LineChart.svg("loss", lines("train", List.of(1.0, 0.5, 0.0)));
        // 8 from the axis at 58 to 8 before the edge at 548; from the top at 34 to the bottom at 260.
        assertThat(svg).contains("d=\"M66.0 34.0L303.0 147.0L540.0 260.0\"", "train, epoch 2: 0.5000");
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        String svg =
                LineChart.svg("loss", lines("train", List.of(1.0, Double.NaN, 0.0, Double.POSITIVE_INFINITY, 1.0)));
        assertThat(svg)
                .containsPattern("d=\"M[\\d.]+ [\\d.]+M[\\d.]+ [\\d.]+M[\\d.]+ [\\d.]+\"")
                .doesNotContain("NaN");
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 5", "3, 0", "200, 1e-9", "50, 1e12"})
    void everyDrawingHasAllItsNumbers(int epochs, double value) {
        List<Double> values =
                IntStream.range(0, epochs).mapToObj(i -> value * i).toList();
        String svg = LineChart.svg("a < b & \"c\"", lines("x < y", values));
        assertThat(svg)
                .contains("a &lt; b &amp; &quot;c&quot;", "x &lt; y, epoch " + epochs)
                .doesNotContain("NaN", "Infinity", "x < y");
    }

    @Test
    void aConfusionTableHasARowForEachActualClass() {
        assertThat(ConfusionTable.html(List.of(List.of(3, 1), List.of(0, 4)), List.of("<a>", "b")))
                .contains(
                        "<tr><th>&lt;a&gt;</th>"
                                + "<td class=\"right\" style=\"--share:0.75\">3</td><td class=\"wrong\" style=\"--share:0.25\">1</td></tr>")
                .contains("<td class=\"wrong\" style=\"--share:0.00\"></td>");
    }

    private static SequencedMap<String, List<Double>> lines(String name, List<Double> values) {
        SequencedMap<String, List<Double>> lines = new LinkedHashMap<>();
        lines.put(name, values);
        return lines;
    }
}
