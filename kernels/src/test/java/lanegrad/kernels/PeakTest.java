package lanegrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("widths")
class PeakTest {
    @Test
    void twelveChainsGrowByAProductEachRound() {
        // Each chain begins at a tenth of its number.
        assertThat(Peak.run(0)).isCloseTo(6.6f, within(1e-5f));
        assertThat(Peak.run(1000)).isCloseTo(6.6f + 12 * 1000 * 0x1p-20f, within(1e-5f));
        assertThat(Peak.run(200_000)).isCloseTo(6.6f + 12 * 200_000 * 0x1p-20f, within(1e-5f));
    }

    @Test
    void countsTheFlopsOfAllLanes() {
        assertThat(Peak.flopsPerRound()).isEqualTo(24 * Math.max(1, Cpu.BITS / 32));
    }
}
