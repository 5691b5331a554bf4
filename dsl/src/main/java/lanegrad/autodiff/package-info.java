/** The tape, the values on it, and the derivatives it gives, run eagerly or compiled. */
@NullMarked
package lanegrad.autodiff;

import org.jspecify.annotations.NullMarked;
