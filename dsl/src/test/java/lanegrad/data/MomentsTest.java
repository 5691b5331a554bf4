package lanegrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static Moments of(double... values) {
        Column.Numeric column = new Column.Numeric("x", values);
        return Moments.of(new Table("t", List.of(column)), column);
    }

    @Test
    void knownNumbers() {
        assertThat(of(2, 4, 4, 4, 5, 5, 7, 9)).isEqualTo(new Moments(5, 2));
        assertThat(of(1, Double.NaN, 3)).as("missing numbers don't count").isEqualTo(new Moments(2, 1));
        assertThat(of(Double.NaN, Double.NaN)).isEqualTo(new Moments(0, 0));
        assertThat(of()).isEqualTo(new Moments(0, 0));
    }

    @Test
    void aConstantHasNoDeviationHoweverItsMeanIsRounded() {
        assertThat(of(0.1, 0.1, 0.1)).isEqualTo(new Moments(0.1, 0));
    }

    @Test
    void agreeWithDecimalArithmetic() {
        Random random = new Random(5);
        double[] values = random.doubles(10_000).map(x -> 1e9 + x).toArray();
        BigDecimal count = BigDecimal.valueOf(values.length);
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        BigDecimal mean = sum.divide(count, MathContext.DECIMAL128);
        BigDecimal squares = BigDecimal.ZERO;
        for (double value : values) {
            squares = squares.add(new BigDecimal(value).subtract(mean).pow(2));
        }
        double deviation = squares.divide(count, MathContext.DECIMAL128)
                .sqrt(MathContext.DECIMAL128)
                .doubleValue();
        assertThat(of(values).mean()).isEqualTo(mean.doubleValue());
        assertThat(of(values).deviation()).isCloseTo(deviation, within(1e-13));
    }

    @Test
    void numbersTooLargeToSquareAreRefused() {
        assertThatThrownBy(() -> of(1, 1e200))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "t: column 'x' has numbers too large to standardise, from 1.0 to 1.0E200; give it in another unit");
    }
}
