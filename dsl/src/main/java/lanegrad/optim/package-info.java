/** The optimisers, one file each, with learning rate schedules and gradient clipping. */
@NullMarked
package lanegrad.optim;

import org.jspecify.annotations.NullMarked;
