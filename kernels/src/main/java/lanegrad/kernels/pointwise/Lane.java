package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;

/** The vector form of a {@link Pointwise} function: the same operations in the same order on each lane. */
public interface Lane {
    /** Applies the function to each lane. */
    FloatVector at(FloatVector x);
}
