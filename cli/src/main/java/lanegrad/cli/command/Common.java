package lanegrad.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of every command. */
@Command(
        synopsisHeading = "Usage: ",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        sortOptions = false)
final class Common {
    @Option(names = "--debug", description = "With an error, also show where in the code it came from.")
    boolean debug;

    @Option(names = "--no-color", description = "No colours; the environment variable NO_COLOR says the same.")
    boolean noColor;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;
}
