/** What every kernel needs to know: what this machine can do, how wide its vectors are, and who runs the tiles. */
@NullMarked
package lanegrad.kernels;

import org.jspecify.annotations.NullMarked;
