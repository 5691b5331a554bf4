/** The distributions a network can predict, and the costs that follow from them. */
@NullMarked
package lanegrad.loss;

import org.jspecify.annotations.NullMarked;
