package lanegrad.kernels.pointwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Floats;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A loop that has long been called with less than a vector doesn't allocate either when longer arrays come. */
@Tag("allocation")
class FewFirstTest {
    private static final int N = 250;

    /** Each time with a class of its own; the calls are about as many as make the compiler turn to a loop. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 5_500, 8_000})
    void noFunctionAllocatesThatBeganWithFewElements(int calls) {
        Assumptions.assumeTrue(Cpu.VECTORS);
        float[] x = Floats.normal(1, N);
        float[] y = new float[N];
        Map<Pointwise, Double> bytes = new LinkedHashMap<>();
        for (Pointwise f : Functions.pointwise()) {
            PointwiseLoop loop = PointwiseLoop.specialise(f);
            for (int i = 0; i < calls; i++) {
                loop.apply(x, 0, y, 0, 8);
            }
            double least = AllocationTest.least(1, () -> loop.apply(x, 0, y, 0, N));
            if (least > AllocationTest.BYTES) {
                bytes.put(f, least);
            }
        }
        assertThat(bytes).as("bytes a call").isEmpty();
    }
}
