package lanegrad.kernels.pointwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lanegrad.kernels.Floats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link Pointwise} function promises in its float form: its definition in double precision, and its slope. */
class PrecisionTest {
    static List<Pointwise> functions() {
        return Functions.pointwise();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theFloatFormIsExactWithinSomePlaces(Pointwise f) {
        double allowed = allowed(f);
        for (float[] values : List.of(Floats.special(), Floats.spread(200_000), Floats.normal(7, 100_000))) {
            for (float x : values) {
                assertThat(error(f, x)).as("%s at %s: %s", f, x, f.at(x)).isLessThanOrEqualTo(allowed);
            }
        }
    }

    static double allowed(Pointwise f) {
        return switch (f) {
            case Polynomial polynomial -> polynomial.coefficients().length;
            default -> 2;
        };
    }

    /** In ulps of the result, or of the size of its terms where they cancel. */
    static double error(Pointwise f, float x) {
        return error(f, x, f.at(x), f.at((double) x));
    }

    static double error(Pointwise f, float x, float y, double exact) {
        double size = switch (f) {
            case Polynomial polynomial -> size(polynomial, x);
            case Swish.Slope _, Swish.Bend _, Gelu.Slope _, Gelu.Density _, Mish.Slope _ -> 1;
            default -> 0;
        };
        if (size == 0 || Double.isNaN(exact) || Float.isNaN(y)) {
            return Floats.ulps(y, exact);
        }
        return size < Float.MAX_VALUE ? Math.abs(y - exact) / Math.ulp((float) size) : 0;
    }

    /** The sum of the terms' absolute values. */
    private static double size(Polynomial polynomial, float x) {
        double size = 0;
        float[] c = polynomial.coefficients();
        for (int k = c.length - 1; k >= 0; k--) {
            size = size * Math.abs((double) x) + Math.abs(c[k]);
        }
        return c.length == 1 ? 0 : size;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void slopesAreThoseOfTheDefinitionToTheThirdOrder(Pointwise f) {
        Pointwise function = f;
        for (int order = 1; order <= 3; order++) {
            if (order == 3 && function instanceof Mish.Slope(int known) && known == 3) {
                assertThatThrownBy(function::slope).isInstanceOf(UnsupportedOperationException.class);
                break;
            }
            Pointwise slope = function.slope();
            for (double x : new double[] {-3.3, -1.2, -0.7, -0.2, 0.13, 0.4, 0.9, 1.7, 2.6, 5}) {
                double h = 1e-5;
                double expected = (function.at(x + h) - function.at(x - h)) / (2 * h);
                double at = function.slopeOfOutput() ? function.at(x) : x;
                if (Double.isNaN(function.at(x)) || Double.isNaN(expected)) {
                    continue;
                }
                assertThat(slope.at(at))
                        .as("slope of %s at %s", function, x)
                        .isCloseTo(expected, within(1e-7 * (1 + Math.abs(expected) + Math.abs(function.at(x)))));
                assertThat((double) slope.at((float) at))
                        .as("slope of %s at %s in float", function, x)
                        .isCloseTo(expected, within((order == 1 ? 2e-6 : 2e-5) * (1 + Math.abs(expected))));
            }
            function = slope;
        }
    }

    @Test
    void conventionsAtKinks() {
        assertThat(new Relu().slope().at(0f)).isZero();
        assertThat(new LeakyRelu(0.1f).slope().at(0f)).isEqualTo(0.1f);
        assertThat(new Abs().slope().at(0f)).isZero();
        assertThat(new Abs().slope().at(-0f)).isZero();
        assertThat(new Step(-1, 1, 1).at(0f)).isEqualTo(1);
        assertThat(new Relu().at(-0f)).isEqualTo(0f);
        assertThat(new Relu().at(Float.NaN)).isNaN();
    }
}
