package lanegrad.cli.command;

import java.io.InputStream;
import java.io.PrintStream;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command reads and writes.
 *
 * @param out gets results, and nothing else
 * @param err gets progress, warnings and errors
 * @param in is what {@code -} reads
 * @param terminal whether {@code err} is a terminal
 * @param colours whether colours may be used
 */
public record Console(PrintStream out, PrintStream err, InputStream in, boolean terminal, Ansi colours) {
    /** Prints warnings, the first of them if there are many. */
    void warn(Iterable<String> warnings) {
        int most = 8;
        int count = 0;
        for (String warning : warnings) {
            if (count++ < most) {
                err.println(colours.string("@|bold,yellow warning:|@ ") + warning);
            }
        }
        if (count > most) {
            err.println(colours.string("@|bold,yellow warning:|@ ") + "and " + (count - most) + " more of these");
        }
    }
}
