/** Random numbers as a function of what they are for, not as a stream with a state. */
@NullMarked
package lanegrad.kernels.random;

import org.jspecify.annotations.NullMarked;
