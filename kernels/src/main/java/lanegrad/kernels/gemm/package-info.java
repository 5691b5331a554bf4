/** Matrix multiplication: one door, the table of block sizes, the packer, the micro-kernel and its oracle. */
@NullMarked
package lanegrad.kernels.gemm;

import org.jspecify.annotations.NullMarked;
