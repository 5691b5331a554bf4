package lanegrad.kernels.pointwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every function and slope at all 2^32 floats: some minutes each, so only on demand. The property {@code function} names
 * the only one to be walked, as it prints itself.
 */
@Tag("exhaustive")
class AllFloatsTest {
    private static final int BLOCK = Definition.BLOCK;

    static List<Pointwise> functions() {
        String only = System.getProperty("function", "");
        return Functions.pointwise().stream()
                .filter(f -> only.isEmpty()
                        ? !(f instanceof Polynomial)
                        : f.toString().equals(only))
                .toList();
    }

    /** What is found worst, and where. */
    private record Worst(double error, float x) {
        Worst or(Worst other) {
            return other.error > error ? other : this;
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theVectorFormIsTheFloatFormAndExactWithinSomePlaces(Pointwise f) {
        Worst worst = IntStream.range(0, 1 << 16)
                .parallel()
                .mapToObj(part -> worst(f, part << 16))
                .reduce(new Worst(0, 0), Worst::or);
        System.out.println(f + ": at most " + worst.error + " ulps off, at " + worst.x);
        assertThat(worst.error).as("%s in ulps, at %s", f, worst.x).isLessThanOrEqualTo(PrecisionTest.allowed(f));
    }

    /** Of 2^16 floats from these bits. */
    private static Worst worst(Pointwise f, int from) {
        PointwiseLoop loop = PointwiseLoop.of(f);
        Definition definition = new Definition();
        float[] x = new float[BLOCK];
        float[] y = new float[BLOCK];
        double error = 0;
        float at = 0;
        for (int start = from; start - from < 1 << 16; start += BLOCK) {
            for (int i = 0; i < BLOCK; i++) {
                x[i] = Float.intBitsToFloat(start + i);
            }
            loop.apply(x, 0, y, 0, BLOCK);
            double[] exact = definition.at(f, x);
            for (int i = 0; i < BLOCK; i++) {
                float twin = f.at(x[i]);
                if (Float.floatToIntBits(y[i]) != Float.floatToIntBits(twin)) {
                    throw new AssertionError(f + " at " + x[i] + ": vector " + y[i] + ", float " + twin);
                }
                if (Float.floatToIntBits(y[i]) != Float.floatToIntBits((float) exact[i])) {
                    double e = PrecisionTest.error(f, x[i], y[i], exact[i]);
                    if (e > error) {
                        error = e;
                        at = x[i];
                    }
                }
            }
        }
        return new Worst(error, at);
    }
}
