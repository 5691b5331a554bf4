package lanegrad.cli.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands and options in a shell. */
@Command(
        name = "completion",
        description = "Print the script that completes commands and options in bash and zsh.",
        footer = "  source <(lanegrad completion)")
public final class Completion implements Callable<Integer> {
    private final Console console;

    @Mixin
    final Common common = new Common();

    @Spec
    private @Nullable CommandSpec spec;

    /** On a console. */
    public Completion(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            var root = spec.root().commandLine();
            console.out().println(AutoComplete.bash(root.getCommandName(), root));
        }
        return 0;
    }
}
