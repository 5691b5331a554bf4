package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Floats.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import lanegrad.kernels.Floats;
import lanegrad.kernels.Tiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link Binary} function and its loop promise. */
@Tag("widths")
class BinaryTest {
    static List<Binary> functions() {
        return Functions.binary();
    }

    @Test
    void everyFunctionOfThePackageIsTestedHere() {
        assertThat(functions().stream().map(Object::getClass)).containsAll(Functions.implementing(Binary.class));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theLoopGivesTheFloatFormsBitsAtAnyLengthAndOffset(Binary f) {
        float[] a = Floats.normal(1, 1100);
        float[] b = Floats.normal(2, 1100);
        for (int n : Floats.lengths()) {
            float[] out = Floats.guarded(n + 40);
            float[] both = out.clone();
            float[] left = out.clone();
            float[] right = out.clone();
            for (int i = 0; i < n; i++) {
                both[17 + i] = f.at(a[3 + i], b[5 + i]);
                left[17 + i] = f.at(0.7f, b[5 + i]);
                right[17 + i] = f.at(a[3 + i], -0.7f);
            }
            BinaryLoop loop = BinaryLoop.of(f);
            loop.apply(a, 3, b, 5, out, 17, n);
            assertSameBits(out, both, f);
            loop.applyLeft(0.7f, b, 5, out, 17, n);
            assertSameBits(out, left, f + " left");
            loop.applyRight(a, 3, -0.7f, out, 17, n);
            assertSameBits(out, right, f + " right");
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void anyPairOfSpecialNumbersIsRoundedOnce(Binary f) {
        float[] special = Floats.special();
        BinaryLoop loop = BinaryLoop.of(f);
        float[] out = new float[special.length];
        for (float a : special) {
            loop.applyLeft(a, special, 0, out, 0, out.length);
            for (int i = 0; i < out.length; i++) {
                assertThat(Floats.ulps(out[i], f.at((double) a, special[i])))
                        .as("%s of %s and %s: %s", f, a, special[i], out[i])
                        .isLessThanOrEqualTo(0.5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void bitsDoNotDependOnWorkers(Binary f) {
        float[] a = Floats.normal(3, 40_000);
        float[] b = Floats.normal(4, 40_000);
        float[] serial = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            serial[i] = f.at(a[i], b[i]);
        }
        float[] shared = new float[a.length];
        Tiles.with(3, () -> {
            BinaryLoop.of(f).apply(a, 0, b, 0, shared, 0, a.length);
            return 0;
        });
        assertSameBits(shared, serial, f);
    }

    @Test
    void maximumIsThatOfJava() {
        float[] a = {0f, -0f, Float.NaN, 1, Float.NEGATIVE_INFINITY, -0f, 1, 2, 3};
        float[] b = {-0f, 0f, 1, Float.NaN, 5, -0f, 1, 1, 4};
        float[] expected = {0f, 0f, Float.NaN, Float.NaN, 5, -0f, 1, 2, 4};
        float[] out = new float[a.length];
        BinaryLoop.of(new Maximum()).apply(a, 0, b, 0, out, 0, a.length);
        assertSameBits(out, expected, "maximum");
        assertThat(Arrays.copyOf(out, 2)).containsExactly(0f, 0f);
    }
}
