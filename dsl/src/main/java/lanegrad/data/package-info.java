/** Tables as typed columns, the features fitted on them, and the batches made of them. */
@NullMarked
package lanegrad.data;

import org.jspecify.annotations.NullMarked;
