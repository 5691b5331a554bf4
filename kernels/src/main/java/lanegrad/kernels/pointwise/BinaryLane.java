package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;

/** The vector form of a {@link Binary} function: the same operations in the same order on each lane. */
public interface BinaryLane {
    /** Applies the function to each pair of lanes. */
    FloatVector at(FloatVector a, FloatVector b);
}
