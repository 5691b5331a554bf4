/** The command line's entry. */
@NullMarked
package lanegrad.cli;

import org.jspecify.annotations.NullMarked;
