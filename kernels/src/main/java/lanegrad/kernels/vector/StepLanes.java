package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The vector form of what all of {@link Step} share.
 *
 * <p>A step reads all it needs of some weights before it writes any of it, that is, moves the weights before it stores
 * their state: arrays often begin at the same place of a page, and the processor takes a load from there for one of what
 * has just been stored, and waits. With two arrays of state even the next weights' are read before: small arrays that
 * were allocated one after the other begin a few floats apart.
 */
final class StepLanes {
    private StepLanes() {}

    /** The gradient of whole weights from i on, clipped and with the penalty's. */
    static FloatVector gradient(Step s, int i) {
        FloatVector gradient = FloatVector.fromArray(FLOATS, s.g, s.go + i);
        if (s.asItIs) {
            return gradient;
        }
        FloatVector scaled = gradient.mul(s.scale);
        FloatVector above = scaled.blend(s.bound, scaled.compare(VectorOperators.GT, s.bound));
        FloatVector clipped = above.blend(-s.bound, above.compare(VectorOperators.LT, -s.bound));
        return weights(s, i).fma(FloatVector.broadcast(FLOATS, s.l2), clipped);
    }

    /** Moves whole weights from i on by a multiple of the direction. */
    static void move(Step s, int i, FloatVector direction) {
        moved(s, weights(s, i), direction).intoArray(s.w, s.wo + i);
    }

    /** Weights moved by a multiple of the direction. */
    static FloatVector moved(Step s, FloatVector weights, FloatVector direction) {
        return direction.fma(FloatVector.broadcast(FLOATS, s.step), weights.mul(s.keep));
    }

    /** Whole weights from i on. */
    static FloatVector weights(Step s, int i) {
        return FloatVector.fromArray(FLOATS, s.w, s.wo + i);
    }
}
