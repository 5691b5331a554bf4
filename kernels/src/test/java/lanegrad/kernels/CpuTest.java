package lanegrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("widths")
class CpuTest {
    @Test
    void vectorsAreAsWideAsAskedOrTheReasonSaysWhyNot() {
        String wish = System.getProperty("lanegrad.vectors", "auto");
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

        assertThat(Cpu.VECTORS).isEqualTo(Cpu.BITS > 0);
        assertThat(Cpu.reason()).contains(Cpu.VECTORS ? Cpu.BITS + "-bit vectors" : "vectors are off: ");
        if (!module) {
            assertThat(Cpu.VECTORS).isFalse();
            assertThat(Cpu.reason()).contains("--add-modules jdk.incubator.vector");
        } else if (!wish.equals("auto")) {
            assertThat(Cpu.BITS).isEqualTo(wish.equals("off") ? 0 : Integer.parseInt(wish));
        }
    }

    @Test
    void lanesAreFloats() {
        if (Cpu.VECTORS) {
            assertThat(Lanes.LENGTH * Float.SIZE).isEqualTo(Cpu.BITS);
        }
    }
}
