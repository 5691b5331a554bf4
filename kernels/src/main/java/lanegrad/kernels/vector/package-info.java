/** Sums over vectors of floats, and the steps of optimisers. */
@NullMarked
package lanegrad.kernels.vector;

import org.jspecify.annotations.NullMarked;
