/** The config reader, which knows the file, line and column of every value. */
@NullMarked
package lanegrad.cli.yaml;

import org.jspecify.annotations.NullMarked;
