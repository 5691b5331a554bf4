/** Initialisers of weights, one file each. */
@NullMarked
package lanegrad.nn.init;

import org.jspecify.annotations.NullMarked;
