package lanegrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("widths")
class PeakTest {
    @Test
    void twelveChainsGoToTheirFixedPoint() {
        // a = 0.9999 a + 0.0001 has the fixed point 1; each chain begins at a tenth of its number.
        assertThat(Peak.run(0)).isCloseTo(6.6f, within(1e-5f));
        double left = StrictMath.pow(0.9999f, 1000);
        assertThat(Peak.run(1000)).isCloseTo((float) (12 + (6.6 - 12) * left), within(1e-2f));
        assertThat(Peak.run(200_000)).isCloseTo(12, within(0.1f));
    }

    @Test
    void countsTheFlopsOfAllLanes() {
        assertThat(Peak.flopsPerRound()).isEqualTo(24 * Math.max(1, Cpu.BITS / 32));
    }
}
