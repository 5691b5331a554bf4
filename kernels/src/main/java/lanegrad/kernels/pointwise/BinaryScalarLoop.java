package lanegrad.kernels.pointwise;

import java.lang.invoke.MethodHandles;
import lanegrad.kernels.Specialised;

/** The template of {@link BinaryLoop} without vectors. */
final class BinaryScalarLoop extends BinaryLoop {
    private static final Binary F = Specialised.constant(MethodHandles.lookup(), Binary.class);

    BinaryScalarLoop() {}

    @Override
    void both(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = F.at(a[ao + i], b[bo + i]);
        }
    }

    @Override
    void left(float a, float[] b, int bo, float[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = F.at(a, b[bo + i]);
        }
    }

    @Override
    void right(float[] a, int ao, float b, float[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = F.at(a[ao + i], b);
        }
    }
}
