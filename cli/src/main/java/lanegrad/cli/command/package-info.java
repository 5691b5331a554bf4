/** The commands, one file each. */
@NullMarked
package lanegrad.cli.command;

import org.jspecify.annotations.NullMarked;
