package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The vector form of what all of {@link Step} share. */
final class StepLanes {
    private StepLanes() {}

    /** The gradient of whole weights from i on, clipped and with the penalty's. */
    static FloatVector gradient(Step s, int i) {
        FloatVector scaled = FloatVector.fromArray(FLOATS, s.g, s.go + i).mul(s.scale);
        FloatVector above = scaled.blend(s.bound, scaled.compare(VectorOperators.GT, s.bound));
        FloatVector clipped = above.blend(-s.bound, above.compare(VectorOperators.LT, -s.bound));
        return weight(s, i).fma(FloatVector.broadcast(FLOATS, s.l2), clipped);
    }

    /** Moves whole weights from i on by a multiple of the direction. */
    static void move(Step s, int i, FloatVector direction) {
        FloatVector kept = weight(s, i).mul(s.keep);
        direction.fma(FloatVector.broadcast(FLOATS, s.step), kept).intoArray(s.w, s.wo + i);
    }

    private static FloatVector weight(Step s, int i) {
        return FloatVector.fromArray(FLOATS, s.w, s.wo + i);
    }
}
