package lanegrad.kernels.pointwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function and slope at all 2^32 floats: some minutes each, so only on demand. */
@Tag("exhaustive")
class AllFloatsTest {
    private static final int BLOCK = 1 << 16;

    static List<Pointwise> functions() {
        return Functions.pointwise().stream()
                .filter(f -> !(f instanceof Polynomial))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theVectorFormIsTheFloatFormAndExactWithinSomePlaces(Pointwise f) {
        PointwiseLoop loop = PointwiseLoop.of(f);
        double worst = IntStream.range(0, 1 << 16)
                .parallel()
                .mapToDouble(block -> {
                    float[] x = new float[BLOCK];
                    float[] y = new float[BLOCK];
                    for (int i = 0; i < BLOCK; i++) {
                        x[i] = Float.intBitsToFloat(block << 16 | i);
                    }
                    loop.apply(x, 0, y, 0, BLOCK);
                    double error = 0;
                    for (int i = 0; i < BLOCK; i++) {
                        if (Float.floatToIntBits(y[i]) != Float.floatToIntBits(f.at(x[i]))) {
                            throw new AssertionError(f + " at " + x[i] + ": vector " + y[i] + ", float " + f.at(x[i]));
                        }
                        error = Math.max(error, PrecisionTest.error(f, x[i]));
                    }
                    return error;
                })
                .max()
                .orElseThrow();
        assertThat(worst).as(f + " in ulps").isLessThanOrEqualTo(PrecisionTest.allowed(f));
    }
}
