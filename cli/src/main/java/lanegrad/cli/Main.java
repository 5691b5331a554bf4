package lanegrad.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lanegrad.cli.command.Bench;
import lanegrad.cli.command.Completion;
import lanegrad.cli.command.Console;
import lanegrad.cli.command.Doctor;
import lanegrad.cli.command.Evaluate;
import lanegrad.cli.command.Gradcheck;
import lanegrad.cli.command.Inspect;
import lanegrad.cli.command.Predict;
import lanegrad.cli.command.Train;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** Where the lanegrad command begins; each command is a class of its own and a line here. */
public final class Main {
    private Main() {}

    static CommandLine commands(Console console) {
        return new CommandLine(new Lanegrad())
                .addSubcommand(new Train(console))
                .addSubcommand(new Evaluate(console))
                .addSubcommand(new Predict(console))
                .addSubcommand(new Inspect(console))
                .addSubcommand(new Gradcheck(console))
                .addSubcommand(new Bench(console))
                .addSubcommand(new Doctor(console))
                .addSubcommand(new Completion(console));
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        // Results are UTF-8 wherever they go; System.out would write '?' where the locale is C.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        boolean terminal = Terminal.isError();
        Ansi colours = terminal && !Terminal.refusesColours(args) ? Ansi.ON : Ansi.OFF;
        System.exit(run(args, new Console(out, System.err, System.in, terminal, colours)));
    }

    /**
     * Runs a command.
     *
     * @param out gets results
     * @param err gets everything else
     * @param in is what {@code -} reads
     * @return the exit code
     */
    static int run(String[] args, PrintStream out, PrintStream err, InputStream in) {
        return run(args, new Console(out, err, in, false, Ansi.OFF));
    }

    private static int run(String[] args, Console console) {
        Errors errors = new Errors(console);
        CommandLine commands = commands(console)
                .setColorScheme(Help.defaultColorScheme(console.colours()))
                .setOut(new PrintWriter(console.out(), true, console.out().charset()))
                .setErr(new PrintWriter(console.err(), true, console.err().charset()))
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpWidth(100);
        int code;
        try {
            code = commands.execute(args);
        } catch (OutOfMemoryError e) {
            code = errors.report(e, List.of(args).contains("--debug"));
        }
        console.err().flush();
        console.out().flush();
        return console.out().checkError() && code == 0 ? errors.outputLost() : code;
    }
}
