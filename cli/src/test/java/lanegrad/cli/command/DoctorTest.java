package lanegrad.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Runtime.Version;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
    @ParameterizedTest
    @CsvSource({
        "25.0.2, G1 Young Generation, true",
        "25, G1 Young Generation, true",
        "25.0.2, PS Scavenge, false",
        "25.0.3, G1 Young Generation, false",
        "25.0.3+9-LTS, G1 Young Generation, false",
        "26, G1 Young Generation, false"
    })
    void warnsOfPinnedArraysThatMove(String version, String collector, boolean warns) {
        assertThat(Doctor.jdk(Version.parse(version), collector).remedy())
                .matches(remedy -> !remedy.isEmpty() == warns);
    }

    @Test
    void passesTheKernelsRemedyOn() {
        assertThat(Doctor.vectors(true, "256-bit vectors").remedy()).isEmpty();
        Doctor.Finding off = Doctor.vectors(false, "vectors are off: the module is absent; add --add-modules it");
        assertThat(off.found()).isEqualTo("vectors are off: the module is absent");
        assertThat(off.remedy()).isEqualTo("add --add-modules it");
        assertThat(Doctor.vectors(false, "vectors are off: this processor lacks AVX2")
                        .remedy())
                .contains("AVX2");
    }

    @Test
    void warnsOfASmallHeap() {
        assertThat(Doctor.memory(256L << 20, "G1").remedy()).contains("-Xmx");
        assertThat(Doctor.memory(4L << 30, "G1").remedy()).isEmpty();
    }

    @Test
    void namesTheFlagsThatSlowTrainingDown() {
        assertThat(Doctor.flags(List.of("-Xmx2g", "--module-path=app")).remedy())
                .isEmpty();
        assertThat(Doctor.flags(List.of("-Xmx2g", "--module-path=app")).found()).isEqualTo("-Xmx2g");
        assertThat(Doctor.flags(List.of("-Xint", "-Xmx2g")).remedy()).startsWith("remove -Xint,");
        assertThat(Doctor.flags(List.of("-Dlanegrad.vectors=off")).remedy()).contains("-Dlanegrad.vectors=off");
    }
}
