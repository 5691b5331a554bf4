package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Floats.GUARD;
import static lanegrad.kernels.Floats.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import lanegrad.kernels.Floats;
import lanegrad.kernels.Specialised;
import lanegrad.kernels.Tiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the loop of every {@link Pointwise} function promises. */
@Tag("widths")
class PointwiseTest {
    static List<Pointwise> functions() {
        return Functions.pointwise();
    }

    @Test
    void everyFunctionOfThePackageIsTestedHere() {
        assertThat(functions().stream().map(Object::getClass)).containsAll(Functions.implementing(Pointwise.class));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theLoopGivesTheFloatFormsBitsAtAnyLengthAndOffset(Pointwise f) {
        float[] values = Floats.normal(1, 1100);
        for (int n : Floats.lengths()) {
            for (int offset = 0; offset < 3; offset++) {
                float[] y = Floats.guarded(n + 40);
                float[] expected = y.clone();
                for (int i = 0; i < n; i++) {
                    expected[20 - offset + i] = f.at(values[offset + i]);
                }
                PointwiseLoop.of(f).apply(values, offset, y, 20 - offset, n);
                assertSameBits(y, expected, f + " of " + n);
            }
        }
    }

    /** Their polynomials grow with the order, and with them the forms that compute them. */
    @Test
    void furtherDerivativesHaveTheFloatFormsBitsToo() {
        float[] values = Floats.normal(7, 70);
        for (Pointwise f : List.of(new Sigmoid(), new Tanh(), new Erf(), new Gelu(), new Swish(), new Exp())) {
            Pointwise derivative = f;
            for (int order = 1; order <= 10; order++) {
                derivative = derivative.slope();
                float[] y = new float[values.length];
                float[] expected = y.clone();
                for (int i = 0; i < y.length; i++) {
                    expected[i] = derivative.at(values[i]);
                }
                PointwiseLoop.of(derivative).apply(values, 0, y, 0, y.length);
                assertSameBits(y, expected, f + ", order " + order);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theStepBackMultipliesByTheFunction(Pointwise f) {
        float[] t = Floats.normal(2, 1100);
        float[] g = Floats.normal(3, 1100);
        for (int n : Floats.lengths()) {
            float[] out = Floats.guarded(n + 40);
            float[] expected = out.clone();
            for (int i = 0; i < n; i++) {
                expected[19 + i] = g[5 + i] * f.at(t[7 + i]);
            }
            PointwiseLoop.of(f).backward(t, 7, g, 5, out, 19, n);
            assertSameBits(out, expected, f + " back, " + n);
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theBiasOfAColumnIsAddedBeforeTheFunction(Pointwise f) {
        int rows = 3;
        for (int n : Floats.lengths()) {
            int stride = n + 5;
            float[] bias = Floats.normal(2, n + 7);
            float[] c = Floats.normal(3, 11 + rows * stride);
            float[] expected = c.clone();
            for (int row = 0; row < rows; row++) {
                for (int j = 0; j < n; j++) {
                    int at = 11 + row * stride + j;
                    expected[at] = f.at(c[at] + bias[7 + j]);
                }
            }
            PointwiseLoop.of(f).applyBiased(bias, 7, c, 11, stride, rows, n);
            assertSameBits(c, expected, f + " after a bias, " + n);
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void resultsMayBeWrittenOverArguments(Pointwise f) {
        PointwiseLoop loop = PointwiseLoop.of(f);
        for (int n : new int[] {1, 7, 8, 29, 67}) {
            float[] x = Floats.normal(4, n);
            float[] g = Floats.normal(5, n);
            float[] y = new float[n];
            float[] back = new float[n];
            loop.apply(x, 0, y, 0, n);
            loop.backward(x, 0, g, 0, back, 0, n);

            float[] inPlace = x.clone();
            loop.apply(inPlace, 0, inPlace, 0, n);
            assertSameBits(inPlace, y, f);
            float[] overG = g.clone();
            loop.backward(x, 0, overG, 0, overG, 0, n);
            assertSameBits(overG, back, f);
            float[] overT = x.clone();
            loop.backward(overT, 0, g, 0, overT, 0, n);
            assertSameBits(overT, back, f);
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void bitsDependNeitherOnVectorsNorOnWorkers(Pointwise f) {
        float[] x = Arrays.copyOf(Floats.special(), 17_000);
        float[] spread = Floats.spread(2000);
        System.arraycopy(spread, 0, x, 1000, spread.length);
        float[] g = Floats.normal(6, x.length);
        float[] y = new float[x.length];
        float[] back = new float[x.length];
        PointwiseLoop scalar = (PointwiseLoop) Specialised.copy(MethodHandles.lookup(), PointwiseScalarLoop.class, f);
        scalar.forward(x, 0, y, 0, x.length);
        scalar.times(x, 0, g, 0, back, 0, x.length);
        for (int workers : new int[] {1, 3}) {
            float[] actual = new float[x.length];
            Tiles.with(workers, () -> {
                // The long array only where it is shared out: emulated vectors are slow.
                int n = workers == 1 ? 4000 : x.length;
                PointwiseLoop.of(f).apply(x, 0, actual, 0, n);
                assertSameBits(Arrays.copyOf(actual, n), Arrays.copyOf(y, n), f);
                PointwiseLoop.of(f).backward(x, 0, g, 0, actual, 0, n);
                assertSameBits(Arrays.copyOf(actual, n), Arrays.copyOf(back, n), f + " back");
                return 0;
            });
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void equalFunctionsShareALoop(Pointwise f) {
        Pointwise twin = functions().get(functions().indexOf(f));

        assertThat(twin).isEqualTo(f).hasSameHashCodeAs(f);
        assertThat(PointwiseLoop.of(twin)).isSameAs(PointwiseLoop.of(f));
    }

    @Test
    void nothingIsDoneForNoElements() {
        float[] y = {GUARD};
        PointwiseLoop.of(new Exp()).apply(y, 1, y, 1, 0);
        assertThat(y).containsExactly(GUARD);
    }
}
