package lanegrad.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> NAMES = List.of("digit", "body_mass_g", "species", "x1", "x2");

    @ParameterizedTest
    @CsvSource({"digt, digit", "DIGIT, digit", "diigt, digit", "body-mass-g, body_mass_g", "speceis, species", "x3, x1"
    })
    void findsTheNameThatWasMeant(String typed, String meant) {
        assertThat(Nearest.to(typed, NAMES)).contains(meant);
    }

    @Test
    void suggestsNothingWhenNothingIsNear() {
        assertThat(Nearest.to("island", NAMES)).isEmpty();
        assertThat(Nearest.to("x".repeat(1_000_000), List.of("y".repeat(1_000_000))))
                .isEmpty();
        assertThat(Nearest.to("digit", List.of())).isEmpty();
    }
}
