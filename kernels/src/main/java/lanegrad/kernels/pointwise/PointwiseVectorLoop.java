package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Specialised;

/**
 * The template of {@link PointwiseLoop} on vectors.
 *
 * <p>The vector form is called from one place only, in a loop that always runs and is compiled by its own profile: so the
 * compiler finds the call hot, whatever the lengths it has seen before, and within its budget, and inlines it. A loop in a
 * method of its own may be compiled as a part of its caller, before anything is known of it. The few elements after the
 * last whole vector take the float form, which is no worse for being called.
 */
final class PointwiseVectorLoop extends PointwiseLoop {
    private static final Pointwise F = Specialised.constant(MethodHandles.lookup(), Pointwise.class);
    private static final Lane LANE = F.lane();

    PointwiseVectorLoop() {}

    @Override
    void forward(float[] x, int xo, float[] y, int yo, int n) {
        int whole = n - n % LENGTH;
        for (int i = 0; i < whole; i += LENGTH) {
            LANE.at(FloatVector.fromArray(FLOATS, x, xo + i)).intoArray(y, yo + i);
        }
        for (int i = whole; i < n; i++) {
            y[yo + i] = F.at(x[xo + i]);
        }
    }

    @Override
    void times(float[] t, int to, float[] g, int go, float[] out, int oo, int n) {
        int whole = n - n % LENGTH;
        for (int i = 0; i < whole; i += LENGTH) {
            // Loaded first: past a long function the compiler would inline no more.
            FloatVector gradient = FloatVector.fromArray(FLOATS, g, go + i);
            FloatVector slope = LANE.at(FloatVector.fromArray(FLOATS, t, to + i));
            gradient.mul(slope).intoArray(out, oo + i);
        }
        for (int i = whole; i < n; i++) {
            out[oo + i] = g[go + i] * F.at(t[to + i]);
        }
    }
}
