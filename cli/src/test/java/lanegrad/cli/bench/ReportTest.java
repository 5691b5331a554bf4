package lanegrad.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Limits LIMITS = new Limits(100, 20);
    private static final Task DENSE = new Task("gemm", "dense", 4e6, 1e5, () -> {});
    private static final Task STREAM = new Task("relu", "stream", 1e6, 8e6, () -> {});
    private static final Task UNCOUNTED = new Task("exp", "uncounted", 0, 8e6, () -> {});
    private static final Report REPORT = new Report(
            2,
            LIMITS,
            List.of(
                    new Measured(DENSE, 50e-6, 40e-6, 0),
                    new Measured(STREAM, 800e-6, 700e-6, 16),
                    new Measured(UNCOUNTED, 2e-4, 1e-4, -1)));

    @Test
    void theLowerRoofIsTheOneThatCounts() {
        Measured dense = REPORT.results().get(0);
        assertThat(LIMITS.ridge()).isEqualTo(5);
        assertThat(dense.bound(LIMITS)).isTrue();
        assertThat(dense.gflops()).isCloseTo(80, within(1e-9));
        assertThat(dense.share(LIMITS)).isCloseTo(0.8, within(1e-9));
        Measured stream = REPORT.results().get(1);
        assertThat(stream.bound(LIMITS)).isFalse();
        assertThat(stream.gigabytes()).isCloseTo(10, within(1e-9));
        assertThat(stream.share(LIMITS)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void isATable() {
        assertThat(REPORT.toString())
                .contains("2 threads", "peak 100.0 GFLOP/s", "memory 20.0 GB/s")
                .containsPattern("gemm +dense +50.0 +40.0 +80.0 +2.00 +80 % +peak +0\n")
                .containsPattern("relu +stream +800 +700 +1.25 +10.0 +50 % +bandwidth +16\n")
                .containsPattern("exp +uncounted +200 +100 +- +40.0 +200 % +bandwidth +-\n");
    }

    @Test
    void isAnObject() {
        assertThat(REPORT.json())
                .startsWith("{")
                .contains("\"threads\":2", "\"kernel\":\"relu\"", "\"of\":\"bandwidth\"", "\"allocated_bytes\":null")
                .doesNotContain("\n");
    }

    @Test
    void isADrawing() {
        String svg = Roofline.svg(REPORT);
        assertThat(svg).startsWith("<svg xmlns").endsWith("</svg>\n").doesNotContain("NaN", "Infinity");
        assertThat(svg.split("<circle ", -1)).hasSize(1 + 2);
        assertThat(svg).contains("gemm dense", "exp uncounted", ">80 %<");
    }

    @Test
    void anAxisHoldsItsValues() {
        LogScale scale = LogScale.over(List.of(0.25, 70.0), 5, 0, 300);
        assertThat(scale.low()).isEqualTo(0.1);
        assertThat(scale.high()).isEqualTo(100);
        assertThat(scale.at(1)).isCloseTo(100, within(1e-9));
        assertThat(LogScale.over(List.of(0.25, 70.0), 118, 0, 300).high()).isEqualTo(200);
        assertThat(scale.powers().stream().map(LogScale::name)).containsExactly("0.1", "1", "10", "100");
    }

    @Test
    void labelsKeepApart() {
        Labels labels = new Labels();
        IntStream.range(0, 6).forEach(i -> labels.dot(100 + i, 100));
        List<double[]> places = new ArrayList<>();
        IntStream.range(0, 6).forEach(i -> places.add(labels.place(100 + i, 100)));
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < i; j++) {
                double[] a = places.get(i);
                double[] b = places.get(j);
                assertThat(Math.abs(a[0] - b[0]) >= 15 || Math.abs(a[1] - b[1]) >= 11)
                        .isTrue();
            }
        }
    }

    @Test
    void timesWhatItIsGiven() {
        Task wait = new Task("wait", "", 0, 1, () -> {
            long end = System.nanoTime() + 200_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        });
        Measured measured = new Timing(0, 1, 0, 0.002, 5).measure(wait);
        assertThat(measured.seconds()).isBetween(200e-6, 20e-3);
    }

    @Test
    void seesWhatACallAllocates() {
        List<Object> kept = new ArrayList<>();
        Task task = new Task("allocate", "", 0, 1, () -> {
            kept.clear();
            kept.add(new byte[1 << 20]);
        });
        assertThat(new Timing(0, 1, 0, 0, 3).measure(task).allocated())
                .satisfiesAnyOf(
                        bytes -> assertThat(bytes).isNegative(),
                        bytes -> assertThat(bytes).isGreaterThan(1 << 20));
    }
}
