package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Specialised;

/**
 * The template of {@link PointwiseLoop} on vectors.
 *
 * <p>The vector form is called from one place only, in a method that always runs it: so the compiler finds the call hot,
 * whatever the lengths it has seen before, and within its budget, and inlines it. The few elements after the last whole
 * vector take the float form, which is no worse for being called.
 */
final class PointwiseVectorLoop extends PointwiseLoop {
    private static final Pointwise F = Specialised.constant(MethodHandles.lookup(), Pointwise.class);
    private static final Lane LANE = F.lane();

    PointwiseVectorLoop() {}

    @Override
    void forward(float[] x, int xo, float[] y, int yo, int n) {
        int whole = n - n % LENGTH;
        if (whole > 0) {
            forwardVectors(x, xo, y, yo, whole);
        }
        for (int i = whole; i < n; i++) {
            y[yo + i] = F.at(x[xo + i]);
        }
    }

    private static void forwardVectors(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            LANE.at(FloatVector.fromArray(FLOATS, x, xo + i)).intoArray(y, yo + i);
        }
    }

    @Override
    void times(float[] t, int to, float[] g, int go, float[] out, int oo, int n) {
        int whole = n - n % LENGTH;
        if (whole > 0) {
            timesVectors(t, to, g, go, out, oo, whole);
        }
        for (int i = whole; i < n; i++) {
            out[oo + i] = g[go + i] * F.at(t[to + i]);
        }
    }

    private static void timesVectors(float[] t, int to, float[] g, int go, float[] out, int oo, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            // Loaded first: past a long function the compiler would inline no more.
            FloatVector gradient = FloatVector.fromArray(FLOATS, g, go + i);
            FloatVector slope = LANE.at(FloatVector.fromArray(FLOATS, t, to + i));
            gradient.mul(slope).intoArray(out, oo + i);
        }
    }

    @Override
    public void applyBiased(float[] bias, int bo, float[] c, int co, int stride, int rows, int n) {
        int whole = n - n % LENGTH;
        if (whole > 0) {
            biasedVectors(bias, bo, c, co, stride, rows, whole);
        }
        for (int row = 0, at = co; row < rows && whole < n; row++, at += stride) {
            for (int j = whole; j < n; j++) {
                c[at + j] = F.at(c[at + j] + bias[bo + j]);
            }
        }
    }

    private static void biasedVectors(float[] bias, int bo, float[] c, int co, int stride, int rows, int n) {
        for (int j = 0; j < n; j += LENGTH) {
            FloatVector added = FloatVector.fromArray(FLOATS, bias, bo + j);
            for (int row = 0, at = co + j; row < rows; row++, at += stride) {
                LANE.at(FloatVector.fromArray(FLOATS, c, at).add(added)).intoArray(c, at);
            }
        }
    }
}
