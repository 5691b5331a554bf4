/** Functions of one and of two numbers, each with its slope, and the loops that apply them to arrays. */
@NullMarked
package lanegrad.kernels.pointwise;

import org.jspecify.annotations.NullMarked;
