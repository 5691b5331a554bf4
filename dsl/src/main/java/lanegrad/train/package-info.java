/** The training loop, the events it emits and the policies that listen to them. */
@NullMarked
package lanegrad.train;

import org.jspecify.annotations.NullMarked;
