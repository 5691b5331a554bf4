/** What a run shows: progress, tables and the HTML report. */
@NullMarked
package lanegrad.cli.report;

import org.jspecify.annotations.NullMarked;
