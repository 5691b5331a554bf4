/** Small data sets made from a seed, one file each. */
@NullMarked
package lanegrad.data.toy;

import org.jspecify.annotations.NullMarked;
