/** Floats with a shape; no gradient and no graph. */
@NullMarked
package lanegrad.tensor;

import org.jspecify.annotations.NullMarked;
