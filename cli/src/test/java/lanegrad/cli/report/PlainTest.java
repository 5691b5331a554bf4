package lanegrad.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import lanegrad.train.Scores;
import lanegrad.train.TrainEvent.EpochDone;
import lanegrad.train.TrainEvent.StepDone;
import org.junit.jupiter.api.Test;

class PlainTest {
    @Test
    void spellsWhatJsonCan() {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("text", "a \"b\"\n");
        map.put("numbers", Arrays.asList(1, 2L, 0.5f, 1e-5, Double.NaN, Double.POSITIVE_INFINITY));
        map.put("flag", true);
        map.put("nothing", null);
        map.put("inner", Map.of("k", List.of()));
        assertThat(Plain.json(map))
                .isEqualTo("{\"text\":\"a \\\"b\\\"\\n\",\"numbers\":[1,2,0.5,1.0E-5,null,null],\"flag\":true,"
                        + "\"nothing\":null,\"inner\":{\"k\":[]}}");
        assertThatThrownBy(() -> Plain.json(new Object())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTableAlignsNamesLeftAndNumbersRight() {
        SequencedMap<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", 0.975);
        SequencedMap<String, Scores> splits = new LinkedHashMap<>();
        splits.put("train", new Scores(1258, 0.0004, metrics, List.of()));
        splits.put("test", new Scores(9, 12.5, metrics, List.of()));
        assertThat(ScoreTable.of(splits)).hasToString("""
                                rows      loss  accuracy
                        train  1,258  0.000400    0.9750
                        test       9     12.50    0.9750
                        """);
    }

    @Test
    void onlyTheTimeInStepsCounts() {
        AtomicLong nanos = new AtomicLong();
        Stopwatch stopwatch = new Stopwatch(nanos::get);
        assertThat(stopwatch.rowsPerSecond()).isZero();
        nanos.set(2_000_000_000L);
        stopwatch.accept(new StepDone(1, 1, 2, 30, 0.1, 1));
        nanos.set(9_000_000_000L);
        stopwatch.accept(new EpochDone(1, 1, 0.1, 1, null));
        nanos.set(10_000_000_000L);
        stopwatch.accept(new StepDone(2, 2, 2, 30, 0.1, 1));
        assertThat(stopwatch.seconds()).isEqualTo(3);
        assertThat(stopwatch.rowsPerSecond()).isEqualTo(20);
    }
}
