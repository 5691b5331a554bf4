package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;

/**
 * The vector form of a {@link Pointwise} function: the same operations in the same order on each lane.
 *
 * <p>What keeps it fast: no branches on its settings, for a branch that the first functions of a program never took is not
 * inlined for the later ones, and boxes vectors; a form for each case instead. No loops either: the function is compiled
 * alone before the loop that calls it is, and as machine code of more than 2500 bytes it isn't inlined any more. Loops
 * within it make it as long, and so do calls of other lanes unless their class is known. And at most some fifty operations,
 * those with masks first: past them the compiler inlines no more.
 */
public interface Lane {
    /** Applies the function to each lane. */
    FloatVector at(FloatVector x);
}
