package lanegrad.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "007, 7",
        "-3, -3",
        "+3, 3",
        "2.50, 2.5",
        ".5, 0.5",
        "1e3, 1000",
        "1E-3, 0.001",
        "999999999999999, 999999999999999",
        "9007199254740993, 9007199254740992",
        "0.1, 0.1",
        "-0.0, -0.0"
    })
    void readsNumbers(String text, double number) {
        assertThat(Numbers.parse(text)).isEqualTo(number);
        assertThat(Numbers.isNumber(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "nan", "inf", "-Inf", "+Infinity", "1e999", "-1e999"})
    void tellsWhatIsNotFinite(String text) {
        assertThat(Numbers.parse(text)).isInfinite();
        assertThat(Numbers.isNumber(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "heavy", "-", "e", "1.2.3", "1,5", "3d", "3f", "0x1p3", "1_000", "1 000", "٣"})
    void leavesTexts(String text) {
        assertThat(Numbers.parse(text)).isNaN();
    }
}
