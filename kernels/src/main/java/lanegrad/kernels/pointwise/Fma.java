package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** The step of Horner's scheme on vectors. */
final class Fma {
    private Fma() {}

    /** a * b + c, rounded once. */
    static FloatVector of(FloatVector a, FloatVector b, float c) {
        return a.fma(b, FloatVector.broadcast(FLOATS, c));
    }

    /** a * b + c, rounded once. */
    static FloatVector of(FloatVector a, float b, float c) {
        return a.fma(FloatVector.broadcast(FLOATS, b), FloatVector.broadcast(FLOATS, c));
    }

    /** a * b + c, rounded once. */
    static FloatVector of(FloatVector a, float b, FloatVector c) {
        return a.fma(FloatVector.broadcast(FLOATS, b), c);
    }
}
