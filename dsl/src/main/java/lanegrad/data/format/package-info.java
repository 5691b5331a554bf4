/** The file formats that tables are read from, one file each. */
@NullMarked
package lanegrad.data.format;

import org.jspecify.annotations.NullMarked;
