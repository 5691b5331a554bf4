package lanegrad.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import lanegrad.cli.command.Console;
import lanegrad.cli.command.StorageException;
import lanegrad.data.DataException;
import lanegrad.model.ConfigException;
import lanegrad.model.ModelFileException;
import lanegrad.train.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong, as lines that begin with {@code error:} and an exit code. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int DATA = 3;
    private static final int DIVERGED = 4;
    private static final int STORAGE = 5;

    private final Console console;

    Errors(Console console) {
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
        ParseResult own = command.getParseResult();
        return report(e, own != null && own.hasMatchedOption("--debug"));
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        List<String> guesses =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String guess = guesses.isEmpty() ? "" : "; did you mean " + String.join(" or ", guesses) + "?";
        print(String.valueOf(e.getMessage()).replaceFirst("^Error: ", "") + guess);
        console.err().println("`" + command.getCommandSpec().qualifiedName() + " --help` shows what can be said.");
        return USAGE;
    }

    /** Prints what happened, with the places in the code only if asked to. */
    int report(Throwable e, boolean debug) {
        lines(e).forEach(this::print);
        if (debug) {
            e.printStackTrace(console.err());
        }
        return code(e);
    }

    /** What is said when the results could not be written. */
    int outputLost() {
        print("the standard output can't be written; is the disk full, or the reader gone?");
        return STORAGE;
    }

    private static int code(Throwable e) {
        return switch (e) {
            case ConfigException _ -> USAGE;
            case DataException _ -> DATA;
            case ModelFileException _ -> DATA;
            case DivergedException _ -> DIVERGED;
            case StorageException _ -> STORAGE;
            case IOException _ -> STORAGE;
            case UncheckedIOException _ -> STORAGE;
            default -> FAILED;
        };
    }

    private static List<String> lines(Throwable e) {
        return switch (e) {
            case ConfigException config -> {
                List<String> lines = new ArrayList<>();
                config.problems().forEach(problem -> lines.add(problem.toString()));
                yield lines;
            }
            case OutOfMemoryError _ ->
                List.of("out of memory: the heap is at most %d MiB; give it more, such as LANEGRAD_OPTS=-Xmx8g"
                        .formatted(Runtime.getRuntime().maxMemory() >> 20));
            case UncheckedIOException unchecked -> List.of(StorageException.reason(unchecked));
            case IOException io -> List.of(StorageException.reason(io));
            default ->
                code(e) == FAILED
                        ? List.of("internal error: " + e + "; --debug shows where, please report it")
                        : List.of(String.valueOf(e.getMessage()));
        };
    }

    private void print(String message) {
        console.err().println(console.colours().string("@|bold,red error:|@ ") + message.replace("\n", "\n  "));
    }
}
