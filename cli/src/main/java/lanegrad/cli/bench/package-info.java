/** What this machine can do, and what the kernels make of it. */
@NullMarked
package lanegrad.cli.bench;

import org.jspecify.annotations.NullMarked;
