/** The layers, one file each. */
@NullMarked
package lanegrad.nn.layer;

import org.jspecify.annotations.NullMarked;
