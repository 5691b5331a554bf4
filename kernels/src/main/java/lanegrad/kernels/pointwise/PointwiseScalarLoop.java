package lanegrad.kernels.pointwise;

import java.lang.invoke.MethodHandles;
import lanegrad.kernels.Specialised;

/** The template of {@link PointwiseLoop} without vectors. */
final class PointwiseScalarLoop extends PointwiseLoop {
    private static final Pointwise F = Specialised.constant(MethodHandles.lookup(), Pointwise.class);

    PointwiseScalarLoop() {}

    @Override
    void forward(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = F.at(x[xo + i]);
        }
    }

    @Override
    void times(float[] t, int to, float[] g, int go, float[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = g[go + i] * F.at(t[to + i]);
        }
    }

    @Override
    public void applyBiased(float[] bias, int bo, float[] c, int co, int stride, int rows, int n) {
        for (int row = 0, at = co; row < rows; row++, at += stride) {
            for (int j = 0; j < n; j++) {
                c[at + j] = F.at(c[at + j] + bias[bo + j]);
            }
        }
    }
}
