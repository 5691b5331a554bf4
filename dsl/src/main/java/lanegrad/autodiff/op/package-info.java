/** The operations of the tape, one file each. */
@NullMarked
package lanegrad.autodiff.op;

import org.jspecify.annotations.NullMarked;
