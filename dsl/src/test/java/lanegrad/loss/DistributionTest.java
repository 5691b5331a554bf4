package lanegrad.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Distributions against tabulated numbers. */
class DistributionTest {
    private static Distribution of(Output output, double... z) {
        return Objects.requireNonNull(output.distribution(z));
    }

    @Test
    void standardNormal() {
        Distribution normal = of(new Gaussian(), 0);
        assertThat(normal.cdf(0, 1.959963984540054)).isCloseTo(0.975, within(1e-14));
        assertThat(normal.quantile(0, 0.975)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(normal.isCentral(0, 1.6, 0.9)).isTrue();
        assertThat(normal.isCentral(0, 1.7, 0.9)).isFalse();
    }

    /** With rate 3: p(0) = e^-3 = 0.0498, P(Y <= 3) = 13 e^-3 = 0.6472, P(Y <= 6) = 0.9665. */
    @Test
    void countsOfRateThree() {
        Distribution counts = of(new Poisson(), Math.log(3));
        assertThat(counts.cdf(0, 3.5)).isCloseTo(13 * Math.exp(-3), within(1e-14));
        assertThat(counts.quantile(0, 0.95)).isEqualTo(6);
        assertThat(counts.quantile(0, 0.04)).isZero();
        assertThat(counts.logDensity(2)).isCloseTo(Math.log(4.5) - 3, within(1e-12));
        assertThat(counts.isCentral(0, 0, 0.9)).isFalse();
        assertThat(counts.isCentral(0, 6, 0.9)).isTrue();
    }

    @Test
    void manyCountsAreNearlyNormal() {
        Distribution counts = of(new Poisson(), Math.log(1e6));
        assertThat(counts.quantile(0, 0.975)).isCloseTo(1e6 + 1959.96, within(1.0));
        assertThat(counts.cdf(0, 1e6)).isCloseTo(0.5, within(1e-3));
    }

    /** A mixture with equal weights of N(-1, 1) and N(1, 1): mean 0, variance 2. */
    @Test
    void twoPeaks() {
        double one = Math.log(Math.E - 1); // softplus of it is 1
        Distribution mixture = of(new Mixture(2), 0, 0, -1, 1, one, one);
        assertThat(mixture.mean(0)).isZero();
        assertThat(mixture.deviation(0)).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(mixture.quantile(0, 0.5)).isCloseTo(0, within(1e-9));
        assertThat(mixture.logDensity(0)).isCloseTo(-0.5 - Normals.HALF_LOG_TWO_PI, within(1e-12));
    }

    /** B = [[1, 0], [1, 1]] makes the precision [[1, 1], [1, 2]] and the covariance [[2, -1], [-1, 1]]. */
    @Test
    void numbersThatVaryTogether() {
        double one = Math.log(Math.E - 1);
        Distribution pair = of(new Gaussian(Gaussian.Variance.FULL), 5, 7, one, one, 1);
        assertThat(pair.deviation(0)).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(pair.deviation(1)).isCloseTo(1, within(1e-12));
        double products = 0;
        for (int i = 0; i < 4000; i++) {
            double[] sample = pair.sample(Noise.of(3, "a,b", i, 1));
            products += (sample[0] - 5) * (sample[1] - 7) / 4000;
        }
        assertThat(products).isCloseTo(-1, within(0.15));
    }

    @Test
    void quantilesThatCrossArePutInOrder() {
        Distribution straight = of(new Quantiles(List.of(0.25, 0.5, 0.75)), 2, 4, 3);
        assertThat(straight.quantile(0, 0.5)).isEqualTo(3);
        assertThat(straight.quantile(0, 0.375)).isCloseTo(2.5, within(1e-7));
        assertThat(straight.cdf(0, 2.5)).isCloseTo(0.375, within(1e-12));
        assertThat(straight.cdf(0, 1.9)).isZero();
        assertThat(straight.quantile(0, 0.01)).isEqualTo(2);
    }

    /** The same seed, sample and row give the same numbers; another of them gives others. */
    @Test
    void samplesAreAFunctionOfWhatTheyAreFor() {
        Distribution normal = of(new Gaussian(), 0);
        double sample = normal.sample(Noise.of(1, "y", 2, 3))[0];
        assertThat(normal.sample(Noise.of(1, "y", 2, 3))[0]).isEqualTo(sample);
        assertThat(normal.sample(Noise.of(2, "y", 2, 3))[0]).isNotEqualTo(sample);
        assertThat(normal.sample(Noise.of(1, "x", 2, 3))[0]).isNotEqualTo(sample);
        assertThat(normal.sample(Noise.of(1, "y", 1, 3))[0]).isNotEqualTo(sample);
        assertThat(normal.sample(Noise.of(1, "y", 2, 4))[0]).isNotEqualTo(sample);
    }
}
