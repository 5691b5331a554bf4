package lanegrad.kernels.pointwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PolynomialTest {
    @Test
    void isAValue() {
        float[] coefficients = {1, 2, 3};
        Polynomial polynomial = new Polynomial(coefficients);
        coefficients[0] = 9;
        polynomial.coefficients()[1] = 9;

        assertThat(polynomial).isEqualTo(new Polynomial(1, 2, 3)).hasSameHashCodeAs(new Polynomial(1, 2, 3));
        assertThat(polynomial).isNotEqualTo(new Polynomial(1, 2));
        assertThat(polynomial).hasToString("Polynomial[1.0, 2.0, 3.0]");
    }

    @Test
    void dropsZerosAtTheEnd() {
        assertThat(new Polynomial(1, 0, 0)).isEqualTo(new Polynomial(1));
        assertThat(new Polynomial(0, 0)).isEqualTo(new Polynomial(0));
    }

    @Test
    void differentiatesEachTerm() {
        assertThat(new Polynomial(5, 4, 3, 2).slope()).isEqualTo(new Polynomial(4, 6, 6));
        assertThat(new Polynomial(5).slope()).isEqualTo(new Polynomial(0));
    }

    @Test
    void keepsTheSignOfZero() {
        assertThat(1 / new Polynomial(0, 2).at(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(1 / new Polynomial(0, -1).at(0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void needsACoefficient() {
        assertThatThrownBy(Polynomial::new)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one coefficient");
    }
}
