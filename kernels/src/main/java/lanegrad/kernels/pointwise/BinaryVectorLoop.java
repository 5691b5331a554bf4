package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Specialised;

/** The template of {@link BinaryLoop} on vectors, built as {@link PointwiseVectorLoop}. */
final class BinaryVectorLoop extends BinaryLoop {
    private static final Binary F = Specialised.constant(MethodHandles.lookup(), Binary.class);
    private static final BinaryLane LANE = F.lane();

    BinaryVectorLoop() {}

    @Override
    void both(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
        int whole = n - n % LENGTH;
        if (whole > 0) {
            bothVectors(a, ao, b, bo, out, oo, whole);
        }
        for (int i = whole; i < n; i++) {
            out[oo + i] = F.at(a[ao + i], b[bo + i]);
        }
    }

    private static void bothVectors(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector left = FloatVector.fromArray(FLOATS, a, ao + i);
            FloatVector right = FloatVector.fromArray(FLOATS, b, bo + i);
            LANE.at(left, right).intoArray(out, oo + i);
        }
    }

    @Override
    void left(float a, float[] b, int bo, float[] out, int oo, int n) {
        int whole = n - n % LENGTH;
        if (whole > 0) {
            leftVectors(a, b, bo, out, oo, whole);
        }
        for (int i = whole; i < n; i++) {
            out[oo + i] = F.at(a, b[bo + i]);
        }
    }

    private static void leftVectors(float a, float[] b, int bo, float[] out, int oo, int n) {
        FloatVector left = FloatVector.broadcast(FLOATS, a);
        for (int i = 0; i < n; i += LENGTH) {
            LANE.at(left, FloatVector.fromArray(FLOATS, b, bo + i)).intoArray(out, oo + i);
        }
    }

    @Override
    void right(float[] a, int ao, float b, float[] out, int oo, int n) {
        int whole = n - n % LENGTH;
        if (whole > 0) {
            rightVectors(a, ao, b, out, oo, whole);
        }
        for (int i = whole; i < n; i++) {
            out[oo + i] = F.at(a[ao + i], b);
        }
    }

    private static void rightVectors(float[] a, int ao, float b, float[] out, int oo, int n) {
        FloatVector right = FloatVector.broadcast(FLOATS, b);
        for (int i = 0; i < n; i += LENGTH) {
            LANE.at(FloatVector.fromArray(FLOATS, a, ao + i), right).intoArray(out, oo + i);
        }
    }
}
