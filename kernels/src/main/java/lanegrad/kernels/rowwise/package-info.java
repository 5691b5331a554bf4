/** Functions of the rows or columns of a row-major matrix: softmax and its relatives, sums, the greatest. */
@NullMarked
package lanegrad.kernels.rowwise;

import org.jspecify.annotations.NullMarked;
