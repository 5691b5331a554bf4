package lanegrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first promise: YAML, Java and Kotlin spell the same value. */
class OneDescriptionTest {
    @Test
    void digitsInThreeSpellings(@TempDir Path classes) throws Exception {
        assertThat(Spellings.java("Digits", classes)).isEqualTo(Spellings.yaml("digits"));
        assertThat(DigitsKt.digits()).isEqualTo(Spellings.yaml("digits"));
    }
}
